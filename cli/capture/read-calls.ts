/** The calls in what people capture, by the table of readers. */
import { foreignFormat, otherEncoding } from './foreign-format.ts';
import { createPartJoiner } from './join-parts.ts';
import { jsonIn } from './json-in-text.ts';
import { compacted } from './json-text.ts';
import { pieceOf } from './piece.ts';
import { readRawLines, type UnreadLine } from './read-lines.ts';
import { createSplitter, type Framed, type PlainLine, whyNotJson } from './split-values.ts';
import { type Reading, type Unfolded, unfold } from './unfold.ts';

export type { UnreadLine } from './read-lines.ts';
export type { Reading } from './unfold.ts';

/** A call in a captured file. */
export interface CapturedCall {
  readonly line: number;
  /** JSON pointer to the call within its line or document; '' if it is all of it. */
  readonly pointer: string;
  readonly value: unknown;
  /** The call as JSON on one line; every number is as it was captured, and so is a call with a line of its own. */
  readonly body: string;
  /** What its file was taken for, the outermost format first. */
  readonly readings?: readonly Reading[];
}

/** A part of a known format without a call. */
export interface LeftEntry {
  readonly line: number;
  readonly pointer: string;
  /** Why: a phrase without a full stop. */
  readonly left: string;
  readonly readings: readonly Reading[];
}

export type Captured = CapturedCall | LeftEntry | UnreadLine;

/** A line of a log: a time, or the name of a container and a bar. */
const LOG_PREFIX = /^(?:\[?\d{4}-\d\d-\d\d[T ]\S+|\S+\s+\|)(?:\s|$)/;

const PART_OF_CALL = /"(?:type|batch|event|userId|anonymousId)"\s*:/;

/** Bytes of a line that begins with JSON: Firehose writes up to 128 MB without a line end. */
const LONGEST_JSON = 256 * 1024 * 1024;

/** Nothing is held except the value that is being read. */
export async function* readCalls(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Captured> {
  const { head, all } = await beginningOf(bytes);
  const foreign = foreignFormat(head);
  if (foreign !== undefined) {
    yield { line: 1, problem: foreign };
    await all.return(undefined);
    return;
  }
  const splitter = createSplitter();
  const join = createPartJoiner();
  const captured = function* (framed: Iterable<Framed>): Generator<Captured> {
    for (const one of framed) {
      if ('problem' in one) yield one;
      else if ('isPlain' in one) yield* callsBehind(one);
      else {
        const whole = join(one);
        if (whole !== undefined) yield* callsIn(whole);
      }
    }
  };
  for await (const line of readRawLines(all, LONGEST_JSON)) {
    if ('problem' in line) yield line;
    else yield* captured(splitter.feed(line));
  }
  yield* captured(splitter.end());
}

function* callsIn(
  { line, text, value, pointer }: { line: number; text: string; value: unknown; pointer: string },
  readings: readonly Reading[] = [],
): Generator<Captured> {
  for (const found of unfold(
    pieceOf(value, pointer, () => text),
    readings,
  ))
    yield capturedOf(found, line);
}

function capturedOf(found: Unfolded, line: number): Captured {
  switch (found.kind) {
    case 'call': {
      const { piece, readings } = found;
      const text = piece.text();
      const body = text.includes('\n') ? compacted(text) : text;
      return { line, pointer: piece.pointer, value: piece.value, body, readings };
    }
    case 'left':
      return { line, pointer: found.pointer, left: found.why, readings: found.readings };
    case 'unknown':
      return { line, problem: found.pointer === '' ? found.why : `${found.pointer}: ${found.why}` };
  }
}

/** A line of text with JSON in it, as logs have it. */
function* callsBehind({ line, text }: PlainLine): Generator<Captured> {
  const { values, broken } = jsonIn(text);
  const readings = [{ name: 'log of text lines', why: 'JSON is among other text' }];
  for (const found of values) yield* callsIn({ line, pointer: '', ...found }, readings);
  if (broken !== undefined && PART_OF_CALL.test(broken)) yield { line, problem: whyNotJson(broken) };
  else if (values.length > 0) return;
  else if (LOG_PREFIX.test(text))
    yield { line, pointer: '', left: 'this line of the log holds no JSON', readings };
  else yield { line, problem: whyNotJson(text) };
}

/** Bytes by which a format is recognised, at least; a first chunk usually has more. */
const LEAST_HEAD = 16;

/** The first bytes, and all of them as UTF-8. */
async function beginningOf(bytes: AsyncIterable<Uint8Array>) {
  const rest = bytes[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  let failure: unknown;
  while (head.length < LEAST_HEAD) {
    try {
      const { value, done } = await rest.next();
      if (done === true) break;
      head = Buffer.concat([head, value]);
    } catch (error) {
      // The reader of the lines reports it after the lines before it.
      failure = error;
      break;
    }
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    const encoding = otherEncoding(head);
    const decoder = encoding === undefined ? undefined : new TextDecoder(encoding);
    const utf8 = (chunk: Uint8Array) =>
      decoder === undefined ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }));
    try {
      yield utf8(head);
      if (failure !== undefined) throw failure;
      for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield utf8(next.value);
    } finally {
      await rest.return?.();
    }
  }
  return { head, all: all() };
}
