/** Headers that every answer of an emulator has. */
import { VARIANTS } from '../alterations/index.ts';
import { ENABLED_HEADER } from '../behaviours.ts';
import type { ResolvedOptions } from '../options/index.ts';

/** The names of the enabled defects, and the headers of variants; empty without defects and variants. */
export function standingHeaders({
  defects,
  variants,
}: Pick<ResolvedOptions, 'defects' | 'variants'>): readonly (readonly [string, string])[] {
  return [
    ...(defects.length === 0 ? [] : ([[ENABLED_HEADER, defects.join(', ')]] as const)),
    ...variants.flatMap((name) => Object.entries(VARIANTS[name].headers ?? {})),
  ];
}
