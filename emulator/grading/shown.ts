/** What the control plane shows of a run that grades. The console reads it, so it imports nothing but types. */
import type { Level, Verdict } from '../../schemas/result.ts';

/** A target of the configuration file. */
export interface GradeTarget {
  readonly name: string;
  /** Without what could be secret in it; absent if the target cannot be used. */
  readonly address?: string | undefined;
  /** Present if the target is on another machine: a run must be confirmed with this text. */
  readonly confirm?: string | undefined;
  /** Why it cannot be used. */
  readonly problem?: string | undefined;
}

export interface GradeTargets {
  readonly targets: readonly GradeTarget[];
  /** Why there are none, if the configuration file cannot be used. */
  readonly problem?: string | undefined;
}

/** A clause that is graded. */
export interface GradeClause {
  readonly id: string;
  readonly level: Level;
  /** The title of its group. */
  readonly group: string;
  /** The rule. */
  readonly title: string;
  /** Absent as long as its examples run. */
  readonly judged?: JudgedClause | undefined;
}

export interface JudgedClause {
  readonly verdict: Verdict;
  /** The verdict in the words of the reports. */
  readonly word: string;
  /** What was found, or why nothing could be found; several lines for a failure. */
  readonly note?: string | undefined;
}

/** How a run ended. */
export interface GradeResult {
  /** As `verify` says it, in one line. */
  readonly headline: string;
  /** That of `verify`. */
  readonly exitCode: number;
  readonly meaning: string;
  /** What `verify` prints. */
  readonly summary: string;
}

/** `running`, `stopping` once it was asked to stop, `ended` with a result, or `broken` without one. */
export type GradeState = 'running' | 'stopping' | 'ended' | 'broken';

/** The latest run of a world. */
export interface GradeRun {
  /** How many runs the world has had, with this one. */
  readonly run: number;
  /** The name in the configuration file; absent for the built-in destination. */
  readonly target?: string | undefined;
  readonly address: string;
  readonly startedAt: string;
  readonly state: GradeState;
  readonly examples: GradeProgress;
  readonly clauses: readonly GradeClause[];
  /** The address of the report page is only a path; whoever knows it may read the report. */
  readonly result?: (GradeResult & { readonly report: string }) | undefined;
  /** Why the run has not got a result. */
  readonly problem?: string | undefined;
}

export interface GradeProgress {
  readonly done: number;
  readonly total: number;
}

/** The answer of `GET grade`. */
export interface ShownGrade extends GradeTargets {
  /** Whether this emulator can grade at all. */
  readonly grader: boolean;
  readonly run?: GradeRun | undefined;
}

/** What the live view says of the latest run; `GET grade` says more. */
export interface LiveGrade extends GradeProgress {
  readonly run: number;
  readonly state: GradeState;
}
