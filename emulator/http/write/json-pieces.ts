/** Renders JSON in pieces, because one text can have 512 MB at most. */
import { isObject } from '../../../schemas/index.ts';

/** Levels that are taken apart: an answer, its records, a record, its properties, and a property. */
const LEVELS = 5;

/** Characters after which a piece is passed on. */
const PIECE = 64 * 1024;

/** The same text as `JSON.stringify(value)`, in pieces of about 64 KB or one large value. */
export function* jsonPieces(value: unknown): Iterable<string> {
  let piece = '';
  for (const text of textsOf(value, LEVELS)) {
    piece += text;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

function* textsOf(value: unknown, levels: number): Iterable<string> {
  if (levels > 0 && Array.isArray(value)) {
    let before = '[';
    for (const item of value) {
      yield before;
      yield* textsOf(item ?? null, levels - 1);
      before = ',';
    }
    yield before === '[' ? '[]' : ']';
  } else if (levels > 0 && isObject(value)) {
    let before = '{';
    for (const name of Object.keys(value)) {
      const member = value[name];
      if (member === undefined) continue;
      yield `${before}${JSON.stringify(name)}:`;
      yield* textsOf(member, levels - 1);
      before = ',';
    }
    yield before === '{' ? '{}' : '}';
  } else {
    yield JSON.stringify(value);
  }
}
