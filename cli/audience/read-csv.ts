/** CSV as records with the numbers of their lines. */
import { type Options, parse } from 'csv-parse/sync';
import type { InputLine, UnreadLine } from '../capture/read-lines.ts';

/** The cells of a record, and the line on which it starts. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Characters of a record over several lines; beyond that its quotation mark counts as not closed. */
const LONGEST_RECORD = 256 * 1024;

/** Records that are parsed in one call: a call per record takes several times as long. */
const BATCH = 500;

const DELIMITERS = [',', ';', '\t'] as const;

/** The first line with which spreadsheets say what the delimiter is: `sep=;`. */
const SEPARATOR = /^"?sep=(.)"?\s*$/i;

const UNBALANCED = 'a quotation mark here has no partner: write "" for one inside quotation marks';

/**
 * Records in order. The delimiter is the one that a first line `sep=;` names, or else the comma, semicolon or tab that
 * gives the first record the most cells. A record
 * that cannot be parsed is reported by its first line, and reading goes on with the line after that.
 */
export async function* readCsv(
  lines: AsyncIterable<InputLine | UnreadLine>,
): AsyncGenerator<CsvRecord | UnreadLine> {
  let options: Options | undefined;
  let batch: InputLine[] = [];
  const canParse = (text: string) => cellsOf(text, options ?? optionsFor(text)) !== undefined;
  for await (const record of joinLines(lines, canParse)) {
    if ('text' in record) {
      const named = options === undefined ? SEPARATOR.exec(record.text)?.[1] : undefined;
      if (named !== undefined) {
        options = optionsOf(named);
        continue;
      }
      options ??= optionsFor(record.text);
      batch.push(record);
      if (batch.length < BATCH) continue;
    }
    if (options !== undefined) yield* parseBatch(batch, options);
    batch = [];
    if ('problem' in record) yield record;
  }
  if (options !== undefined) yield* parseBatch(batch, options);
}

/**
 * One text for each record: lines are joined while a quotation mark is open. If that gives no record, the first of
 * them is reported and the others are read again. Blank lines between records are left out.
 */
async function* joinLines(
  lines: AsyncIterable<InputLine | UnreadLine>,
  canParse: (text: string) => boolean,
): AsyncGenerator<InputLine | UnreadLine> {
  const source = lines[Symbol.asyncIterator]();
  /** Lines to read again, the next one last. */
  let again: (InputLine | UnreadLine)[] = [];
  let held: InputLine[] = [];
  let size = 0;
  let isOpen = false;
  while (true) {
    const next: InputLine | UnreadLine | undefined = again.pop() ?? (await source.next()).value;
    if (next !== undefined && 'text' in next) {
      held.push(next);
      size += next.text.length + 1;
      if (hasOddQuotes(next.text)) isOpen = !isOpen;
      if (isOpen && size <= LONGEST_RECORD) continue;
    }
    const [first, ...others] = held;
    const text = held.map((line) => line.text).join('\n');
    const isRecord = !isOpen && (others.length === 0 || canParse(text));
    held = [];
    size = 0;
    isOpen = false;
    if (first === undefined) {
      if (next === undefined) return;
      yield next;
    } else if (isRecord) {
      if (text.trim() !== '') yield { line: first.line, text };
    } else {
      yield { line: first.line, problem: UNBALANCED };
      const unread = next !== undefined && 'problem' in next ? [next] : [];
      again = [...again, ...unread, ...others.toReversed()];
    }
  }
}

function optionsOf(delimiter: string): Options {
  return { delimiter, trim: true, relax_column_count: true };
}

function optionsFor(header: string): Options {
  const widths = DELIMITERS.map((delimiter) => {
    const options = optionsOf(delimiter);
    return { options, width: cellsOf(header, options)?.length ?? 0 };
  });
  return widths.reduce((best, other) => (other.width > best.width ? other : best)).options;
}

function* parseBatch(batch: readonly InputLine[], options: Options): Generator<CsvRecord | UnreadLine> {
  const rows = rowsOf(batch.map(({ text }) => text).join('\n'), options);
  for (const [index, { line, text }] of batch.entries()) {
    // If one record of the batch cannot be parsed, each is parsed by itself.
    const cells = rows?.length === batch.length ? rows[index] : cellsOf(text, options);
    yield cells === undefined ? { line, problem: UNBALANCED } : { line, cells };
  }
}

function cellsOf(record: string, options: Options): readonly string[] | undefined {
  const rows = rowsOf(record, options);
  return rows?.length === 1 ? rows[0] : undefined;
}

/** Undefined if the text is not CSV. */
function rowsOf(text: string, options: Options): readonly (readonly string[])[] | undefined {
  try {
    return parse(text, options) as string[][];
  } catch {
    return undefined;
  }
}

function hasOddQuotes(text: string): boolean {
  let isOdd = false;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) isOdd = !isOdd;
  return isOdd;
}
