/** The defects and variants by name, with what each does and without how it does it. */
import { DEFECTS as DEFECT_TABLE, VARIANTS as VARIANT_TABLE } from './alterations/index.ts';
import type { Defect, Variant } from './behaviours.ts';

/** Every way in which the emulator can break the contract on request; all are off by default. */
export const DEFECTS = shown(DEFECT_TABLE, ({ what, breaks }): Defect => ({ what, breaks }));

/** The name of a defect. */
export type DefectName = keyof typeof DEFECTS;

/** All names, in the order of the table. */
export function defectNames(): readonly DefectName[] {
  return Object.keys(DEFECTS) as DefectName[];
}

/** Lawful variants: unusual behaviours that the suite must not fail; all are off by default. */
export const VARIANTS = shown(VARIANT_TABLE, ({ alter: _, ...rest }): Variant => rest);

/** The name of a variant. */
export type VariantName = keyof typeof VARIANTS;

/** All names, in the order of the table. */
export function variantNames(): readonly VariantName[] {
  return Object.keys(VARIANTS) as VariantName[];
}

/** The mapped type, unlike `Record`, writes the names themselves into the declarations. */
function shown<Table extends object, Shown>(
  table: Table,
  show: (entry: Table[keyof Table]) => Shown,
): { readonly [Name in keyof Table]: Shown } {
  const entries = Object.entries(table).map(([name, entry]) => [name, show(entry)]);
  return Object.fromEntries(entries) as { readonly [Name in keyof Table]: Shown };
}
