/** What a row of the table of readers is. */
import type { JsonObject } from '../../../schemas/index.ts';
import type { JsonPiece } from '../piece.ts';

/** A request as a tool recorded it. */
export interface RecordedRequest {
  /** JSON pointer to the record. */
  readonly pointer: string;
  /** Undefined if the record does not say it. */
  readonly method: string | undefined;
  /** The address, or its path alone. */
  readonly url: string;
  /** The body as a text or as an object. */
  readonly body: JsonPiece | undefined;
  readonly isBase64?: boolean;
  /** The fields of a form, as names and values. */
  readonly form?: JsonPiece | undefined;
  /** In any form; nothing of them is sent. */
  readonly headers?: unknown;
  /** True if the tool records requests to all sites, so that most of them have nothing to do with Segment. */
  readonly isFromAnySite?: boolean;
}

/** One thing in a file of some format. */
export type Content =
  /** A value that is looked at in turn. */
  | { readonly kind: 'inner'; readonly piece: JsonPiece }
  | { readonly kind: 'request'; readonly request: RecordedRequest }
  | { readonly kind: 'call'; readonly piece: JsonPiece }
  /** A part without a call, and why: a phrase without a full stop. */
  | { readonly kind: 'left'; readonly pointer: string; readonly why: string };

/** A format: its name, how it is recognised, how calls come out of it. */
export interface Reader {
  readonly name: string;
  /** Its typical members, the outermost first, with dots between levels; for naming the nearest format. */
  readonly marks: readonly string[];
  /** Why an object is of this format: a phrase without a full stop; undefined if it is not. */
  recognise(value: JsonObject): string | undefined;
  /** Only called with a piece that was recognised. */
  open(piece: JsonPiece): Iterable<Content>;
}

export function inner(piece: JsonPiece): Content {
  return { kind: 'inner', piece };
}

export function left(pointer: string, why: string): Content {
  return { kind: 'left', pointer, why };
}

/** The text of a string member; undefined if it is not a string. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (outer, name) =>
      typeof outer === 'object' && outer !== null && Object.hasOwn(outer, name)
        ? (outer as Record<string, unknown>)[name]
        : undefined,
    value,
  );
}

/** Whether a member is a list, and its first element fits; an empty list fits. */
export function isListOf(value: unknown, fits: (element: unknown) => boolean): value is readonly unknown[] {
  return Array.isArray(value) && (value.length === 0 || fits(value[0]));
}
