/** The options for defects and variants. */
import { type Checked, didYouMean } from '../../schemas/index.ts';
import {
  DEFECTS,
  type DefectKey,
  defectNames,
  VARIANTS,
  type VariantKey,
  variantNames,
} from '../alterations/index.ts';
import type { AlterationOptions } from '../emulator-options.ts';
import { checked } from './problems.ts';

export interface ResolvedAlterations {
  readonly defects: readonly DefectKey[];
  readonly variants: readonly VariantKey[];
}

/** @returns each name once, or one problem for each unknown name */
export function resolveAlterations({
  defects = [],
  variants = [],
}: AlterationOptions): Checked<ResolvedAlterations> {
  return checked(
    {
      defects: [...new Set(defects)] as DefectKey[],
      variants: [...new Set(variants)] as VariantKey[],
    },
    [
      ...unknownNames('defect', defects, DEFECTS, defectNames()),
      ...unknownNames('variant', variants, VARIANTS, variantNames()),
    ],
  );
}

function unknownNames(
  what: 'defect' | 'variant',
  given: readonly string[],
  table: object,
  names: readonly string[],
): string[] {
  return given
    .filter((name) => !Object.hasOwn(table, name))
    .map((name) => {
      const hint = didYouMean(name, names, `"emulate --list ${what}s" shows all names`);
      return `there is no ${what} named ${JSON.stringify(name)}: ${hint}`;
    });
}
