/** How the emulator can differ from the usual: what a defect and a variant are, and the headers that show them and faults. */

/** Names the defects that changed this answer, or what its call stored. */
export const DEFECT_HEADER = 'x-astrolabe-defect';
/** Names all enabled defects, on every answer of an emulator with defects. */
export const ENABLED_HEADER = 'x-astrolabe-defects-enabled';

/** Names the fault plan that decided this answer, or delayed it. */
export const FAULT_HEADER = 'x-astrolabe-fault';
/** Names all fault plans, spent or not, on every answer of an emulator that has any. */
export const FAULTS_ENABLED_HEADER = 'x-astrolabe-faults-enabled';

/** One way to break the contract. */
export interface Defect {
  /** What the destination does, in one line. */
  readonly what: string;
  /** The clause that must fail. */
  readonly breaks: `AST-${string}`;
}

/** An unusual behaviour that is lawful. */
export interface Variant {
  /** What the destination does, in one line. */
  readonly what: string;
  /** The SHOULD clauses that it does not satisfy; absent if it satisfies every clause. */
  readonly warns?: readonly `AST-${string}`[];
  /** Headers that every answer has. */
  readonly headers?: Readonly<Record<string, string>>;
}
