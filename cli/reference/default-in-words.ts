/** The default of an option, for a reader. */
import type { OptionRow } from '../options/option-table.ts';

/** Undefined if there is none. */
export function defaultInWords(row: OptionRow): string | undefined {
  const usual = 'default' in row ? row.default : undefined;
  return usual === undefined ? row.otherwise : String(usual);
}
