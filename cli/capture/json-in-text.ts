/** The JSON in a text, such as a line of a log: before other text, behind it, and in the middle of it. */
import { createBrokenValue } from './broken-value.ts';
import { withoutLateCommas } from './json-text.ts';
import { type JsonPiece, pieceOf, piecesIn } from './piece.ts';
import { parse } from './split-values.ts';

export interface JsonInText {
  readonly values: readonly { readonly value: unknown; readonly text: string }[];
  /** What begins like an object and has no valid end; nothing behind its beginning is read. */
  readonly broken?: string;
}

/** How often something that only looks like JSON is tried. */
const ATTEMPTS = 8;

const BEGINS = /\{(?=\s*["}])|\[(?=\s*[[{\]])/g;

export function jsonIn(text: string): JsonInText {
  const whole = /^\s*[[{]/.test(text) ? parse(text) : undefined;
  if (whole !== undefined) return { values: [{ value: whole.value, text: text.trim() }] };
  const begins = new RegExp(BEGINS);
  const values: { value: unknown; text: string }[] = [];
  for (let attempts = 0; attempts < ATTEMPTS; ) {
    const begin = begins.exec(text);
    if (begin === null) break;
    const end = createBrokenValue('').feed(text, begin.index);
    const found = end === undefined ? undefined : parsedFrom(text.slice(begin.index, end));
    if (found !== undefined) {
      values.push(found);
      begins.lastIndex = end as number;
    } else if (begin[0] === '{') return { values, broken: text.slice(begin.index) };
    else attempts += 1;
  }
  return { values };
}

function parsedFrom(written: string): { value: unknown; text: string } | undefined {
  const parsed = parse(written);
  if (parsed !== undefined) return { ...parsed, text: written };
  const text = withoutLateCommas(written);
  const repaired = parse(text);
  return repaired === undefined ? undefined : { ...repaired, text };
}

/** The same at the place of the text; the values of a text over several lines are also found behind a broken one. */
export function piecesInText(text: string, pointer: string): readonly JsonPiece[] {
  const { values } = jsonIn(text);
  const all = values.map((found, index, { length }) =>
    pieceOf(found.value, length === 1 ? pointer : `${pointer}/${index}`, () => found.text),
  );
  return all.length > 0 ? all : piecesIn(text, pointer);
}
