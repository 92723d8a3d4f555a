/** The values of a repeatable option in one text, as a variable holds them. */
import type { ListRow } from './option-table.ts';

/** A comma may be part of a header's value: it separates only before `NAME:` (not of a URL), and at the end. */
const BEFORE_HEADER = /,(?=\s*(?:[!#$%&'*+.^_`|~\w-]+:(?!\/\/)|$))/;

/** Values are separated by commas; headers by commas or, so that a value may hold anything, by line ends. */
export function splitVariable({ headers }: Pick<ListRow, 'headers'>, text: string): readonly string[] {
  const separator = headers !== true ? ',' : /[\r\n]/.test(text) ? /[\r\n]+/ : BEFORE_HEADER;
  return text.split(separator).filter((item) => item.trim() !== '');
}
