/** The shape of a defect: one way to break the contract. */
import type { Alteration } from '../alteration.ts';

/** A way to be wrong that a clause catches. */
export interface Defect {
  /** What the destination does, in one line. */
  readonly what: string;
  /** The clause that must fail. */
  readonly breaks: `AST-${string}`;
}

/** A defect, and how the destination is altered. */
export interface DefectRow extends Defect {
  readonly alter: Alteration;
}

/** Defects by name. */
export type Defects = Readonly<Record<string, DefectRow>>;
