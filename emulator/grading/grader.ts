/** The interface of a grader. The emulator does not grade by itself; `emulate` passes a grader in. */
import type { GradeClause, GradeResult, GradeTargets, JudgedClause } from './shown.ts';

/** Grades the built-in destination and the targets of a configuration file, one at a time, and never in this thread. */
export interface Grader {
  /** Reads them again each time. */
  targets(): Promise<GradeTargets>;
  /** Begins a run, or refuses to. The watcher is called later, never before this resolves. */
  begin(order: GradeOrder, watcher: GradeWatcher): Promise<RunningGrade | { readonly refused: GradeRefusal }>;
}

export interface GradeOrder {
  /** The name of a target of the configuration file; undefined for the built-in destination. */
  readonly target: string | undefined;
  /** What a person has agreed to, if the target is on another machine. */
  readonly confirm: string | undefined;
  /** The keys with which the built-in destination is graded: they choose the world. */
  readonly keys: GradeKeys;
}

export interface GradeKeys {
  readonly apiKey: string;
  readonly blockingApiKey: string;
  readonly restrictedApiKey: string;
}

export type GradeRefusal =
  | { readonly why: 'under-way' }
  | { readonly why: 'unknown' }
  | { readonly why: 'unconfirmed'; readonly confirm: string }
  /** The problem is a sentence without a full stop. */
  | { readonly why: 'unusable'; readonly problem: string };

export interface RunningGrade {
  readonly address: string;
  /** Nobody can guess it. */
  readonly secret: string;
  /** Lets the run end early, with a result. */
  stop(): void;
  /** Ends it at once, without a result. May be called again, and after its end. */
  kill(): void;
}

export interface GradeWatcher {
  /** What the run is about; called once, before the others. */
  planned(clauses: readonly GradeClause[], examples: number): void;
  /** An example has ended. */
  example(done: number): void;
  judged(clause: string, judged: JudgedClause): void;
  /** Called last. */
  ended(end: GradeEnd): void;
}

export type GradeEnd =
  | { readonly graded: GradeOutcome }
  /** A sentence. */
  | { readonly problem: string };

export interface GradeOutcome {
  readonly result: GradeResult;
  /** The final verdicts: a last look can revise one. */
  readonly clauses: readonly GradeClause[];
  /** The report, as a page that needs no other file. */
  readonly page: string;
}
