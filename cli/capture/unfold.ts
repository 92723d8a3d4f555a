/** Takes a value apart, format within format, down to its calls. */
import { isObject } from '../../schemas/index.ts';
import { piecesInText } from './json-in-text.ts';
import { nearestFormat } from './nearest-format.ts';
import { elementsOf, type JsonPiece } from './piece.ts';
import { READERS } from './readers/index.ts';
import { contentsOf } from './recorded-request.ts';

/** What a value was taken for, and why. */
export interface Reading {
  readonly name: string;
  readonly why: string;
}

/** A call, or something that is not one. */
export type Unfolded =
  | { readonly kind: 'call'; readonly piece: JsonPiece; readonly readings: readonly Reading[] }
  /** A part of a known format without a call. */
  | {
      readonly kind: 'left';
      readonly pointer: string;
      readonly why: string;
      readonly readings: readonly Reading[];
    }
  /** Nothing that is known. */
  | { readonly kind: 'unknown'; readonly pointer: string; readonly why: string };

/** Lists and formats within one another. */
const DEEPEST = 16;

export function* unfold(piece: JsonPiece, readings: readonly Reading[] = [], depth = 0): Generator<Unfolded> {
  const { value, pointer } = piece;
  if (depth > DEEPEST) {
    const why = `this is nested deeper than ${DEEPEST} lists and formats`;
    yield readings.length > 0 ? { kind: 'left', pointer, why, readings } : { kind: 'unknown', pointer, why };
    return;
  }
  if (Array.isArray(value)) {
    const elements = elementsOf(piece);
    if (elements.length === 0) yield nothing(piece, readings);
    for (const element of elements) yield* unfold(element, readings, depth + 1);
    return;
  }
  if (typeof value === 'string') {
    const pieces = piecesInText(value, pointer);
    if (pieces.length === 0) yield nothing(piece, readings);
    const reading = { name: 'JSON in a text', why: 'it is a text that holds JSON' };
    for (const inner of pieces) yield* unfold(inner, [...readings, reading], depth + 1);
    return;
  }
  if (!isObject(value)) {
    yield nothing(piece, readings);
    return;
  }
  for (const reader of READERS) {
    const why = reader.recognise(value);
    if (why === undefined) continue;
    const own = [...readings, { name: reader.name, why }];
    for (const content of reader.open(piece)) {
      if (content.kind === 'inner') yield* unfold(content.piece, own, depth + 1);
      else if (content.kind === 'request') {
        for (const inner of contentsOf(content.request)) {
          if (inner.kind === 'inner') yield* unfold(inner.piece, own, depth + 1);
          else if (inner.kind === 'left') yield { ...inner, readings: own };
        }
      } else yield { ...content, readings: own };
    }
    return;
  }
  yield nothing(piece, readings);
}

/** Inside a known format, what is not known is left out without a problem. */
function nothing({ value, pointer }: JsonPiece, readings: readonly Reading[]): Unfolded {
  const why = nearestFormat(value);
  return readings.length > 0 ? { kind: 'left', pointer, why, readings } : { kind: 'unknown', pointer, why };
}
