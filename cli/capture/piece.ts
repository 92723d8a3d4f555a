/** A JSON value somewhere in a captured file, with its place and the text that it was written as. */
import { gunzipSync } from 'node:zlib';
import { escapedName, isObject } from '../../schemas/index.ts';
import { elementTexts, memberText } from './json-text.ts';
import { valuesIn } from './split-values.ts';

export interface JsonPiece {
  readonly value: unknown;
  /** JSON pointer within the line or the document. */
  readonly pointer: string;
  /** The value as it was written. */
  text(): string;
}

/** Bytes of a body after decompression. */
const LARGEST_BODY = 64 * 1024 * 1024;

export function pieceOf(value: unknown, pointer: string, write: () => string): JsonPiece {
  let written: string | undefined;
  return {
    value,
    pointer,
    text() {
      written ??= write();
      return written;
    },
  };
}

/** The value at a path of names; undefined if there is none. */
export function pieceAt(piece: JsonPiece, ...path: readonly string[]): JsonPiece | undefined {
  let found: JsonPiece | undefined = piece;
  for (const name of path) {
    const outer: JsonPiece | undefined = found;
    if (outer === undefined || !isObject(outer.value) || !Object.hasOwn(outer.value, name)) return undefined;
    const step = escapedName(name);
    found = pieceOf(
      outer.value[name],
      `${outer.pointer}/${step}`,
      () => memberText(outer.text(), name) ?? 'null',
    );
  }
  return found;
}

/** The elements of an array; none if it is not one. */
export function elementsOf(piece: JsonPiece | undefined): readonly JsonPiece[] {
  if (piece === undefined || !Array.isArray(piece.value)) return [];
  let texts: readonly string[] | undefined;
  return piece.value.map((value, index) =>
    pieceOf(value, `${piece.pointer}/${index}`, () => {
      texts ??= elementTexts(piece.text());
      return texts[index] ?? 'null';
    }),
  );
}

/** The JSON values that a text holds, at the place of the text. */
export function piecesIn(text: string, pointer: string): readonly JsonPiece[] {
  return valuesIn(text)
    .filter(({ value }) => typeof value === 'object' && value !== null)
    .map((found, index, { length }) =>
      pieceOf(found.value, length === 1 ? pointer : `${pointer}/${index}`, () => found.text),
    );
}

/** Base64, also of gzip, as text; undefined if it is neither. */
export function decodedText(base64: string): string | undefined {
  try {
    const bytes = Buffer.from(base64, 'base64');
    const plain =
      bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: LARGEST_BODY }) : bytes;
    return new TextDecoder('utf-8', { fatal: true }).decode(plain);
  } catch {
    return undefined;
  }
}
