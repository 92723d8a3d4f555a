/** A defect: one way in which a destination can break the contract. */
import type { Alteration } from '../alteration.ts';

export interface Defect {
  /** What the destination then does, in one line. */
  readonly what: string;
  /** The clause that has to notice. */
  readonly breaks: `AST-${string}`;
  readonly alter: Alteration;
}

/** Groups of defects by name. */
export type Defects = Readonly<Record<string, Defect>>;
