/** Headers that every answer of an emulator has, or every one that a browser may open. */
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

/** A browser that opens an address here guesses no type, runs nothing, and shows it in no frame. */
export const FOR_BROWSERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-frame-options': 'DENY',
};
