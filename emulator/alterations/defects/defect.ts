/** The shape of a defect: one way to break the contract. */
import type { Alteration } from '../alteration.ts';

export interface Defect {
  /** What the destination does, in one line. */
  readonly what: string;
  /** The clause that must fail. */
  readonly breaks: `AST-${string}`;
  readonly alter: Alteration;
}

/** Defects by name. */
export type Defects = Readonly<Record<string, Defect>>;
