/** The options for defects and variants. */
import { type Checked, didYouMean } from '../../schemas/index.ts';
import {
  DEFECTS,
  type DefectName,
  defectNames,
  VARIANTS,
  type VariantName,
  variantNames,
} from '../alterations/index.ts';
import { checked } from './problems.ts';

export interface AlterationOptions {
  /** Names of defects to switch on; see `DEFECTS`. Default: none. */
  readonly defects?: readonly string[] | undefined;
  /** Names of lawful variants to switch on; see `VARIANTS`. Default: none. */
  readonly variants?: readonly string[] | undefined;
}

export interface ResolvedAlterations {
  readonly defects: readonly DefectName[];
  readonly variants: readonly VariantName[];
}

/** @returns each name once, or one problem for each unknown name */
export function resolveAlterations({
  defects = [],
  variants = [],
}: AlterationOptions): Checked<ResolvedAlterations> {
  return checked(
    {
      defects: [...new Set(defects)] as DefectName[],
      variants: [...new Set(variants)] as VariantName[],
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
