/** Headers that every answer of an emulator carries, whatever answers. */
import { ENABLED_HEADER, VARIANTS } from '../alterations/index.ts';
import type { ResolvedOptions } from '../options/index.ts';

/** The names of the enabled defects, and what variants add; none where there are neither. */
export function standingHeaders({
  defects,
  variants,
}: Pick<ResolvedOptions, 'defects' | 'variants'>): readonly (readonly [string, string])[] {
  return [
    ...(defects.length === 0 ? [] : ([[ENABLED_HEADER, defects.join(', ')]] as const)),
    ...variants.flatMap((name) => Object.entries(VARIANTS[name].headers ?? {})),
  ];
}
