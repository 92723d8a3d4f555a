/** The shape of a defect: one way to break the contract. */
import type { Defect } from '../../behaviours.ts';
import type { Alteration } from '../alteration.ts';

export interface DefectEntry extends Defect {
  readonly alter: Alteration;
}

/** Defects by name. */
export type Defects = Readonly<Record<string, DefectEntry>>;
