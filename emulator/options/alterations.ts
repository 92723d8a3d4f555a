/** The options about defects and variants. */
import { nearNames } from '../../schemas/index.ts';
import {
  DEFECTS,
  type DefectName,
  defectNames,
  VARIANTS,
  type VariantName,
  variantNames,
} from '../alterations/index.ts';

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

/** @returns the names, each once, and a sentence for each that is not known */
export function resolveAlterations({ defects = [], variants = [] }: AlterationOptions): {
  readonly alterations: ResolvedAlterations;
  readonly problems: readonly string[];
} {
  return {
    alterations: {
      defects: [...new Set(defects)] as DefectName[],
      variants: [...new Set(variants)] as VariantName[],
    },
    problems: [
      ...unknown('defect', defects, DEFECTS, defectNames()),
      ...unknown('variant', variants, VARIANTS, variantNames()),
    ],
  };
}

function unknown(what: string, given: readonly string[], table: object, names: readonly string[]): string[] {
  return given
    .filter((name) => !Object.hasOwn(table, name))
    .map((name) => {
      const near = nearNames(name, names);
      return `there is no ${what} named ${JSON.stringify(name)}: write one of ${(near.length > 0 ? near : names).join(', ')}`;
    });
}
