/** Calls in what people capture: NDJSON, arrays, batches, logs of webhooks. */
import type { InputLine, UnreadLine } from './read-lines.ts';

export type { UnreadLine } from './read-lines.ts';

/** A value at a place where a call is expected. */
export interface CapturedCall {
  readonly line: number;
  /** JSON pointer to the call within its line or document; '' if it is all of it. */
  readonly pointer: string;
  readonly value: unknown;
  /** The call as JSON; exactly as captured if the line holds nothing else. */
  readonly body: string;
}

/** Characters of a document over several lines; a larger one is not held as a whole. */
const LARGEST_DOCUMENT = 64 * 1024 * 1024;

/** Members in which logs store the body of a request. */
const WRAPPERS = ['body', 'rawBody', 'payload', 'request', 'message', 'data', 'event', 'call'] as const;

/**
 * The calls of each line: one, or the elements of an array or of a batch, also inside a logged request. If the first
 * line starts a JSON document that continues on the next line, the whole input is read as one document, if it is one.
 */
export async function* readCalls(
  lines: AsyncIterable<InputLine | UnreadLine>,
): AsyncGenerator<CapturedCall | UnreadLine> {
  const rest = lines[Symbol.asyncIterator]();
  const first = await rest.next();
  if (first.done === true) return;
  const beginning = [first.value];
  if (beginsDocument(first.value)) {
    let size = 0;
    let next = await rest.next();
    while (next.done !== true) {
      beginning.push(next.value);
      size += 'text' in next.value ? next.value.text.length : 0;
      if (size > LARGEST_DOCUMENT) break;
      next = await rest.next();
    }
    const text = beginning.map((line) => ('text' in line ? line.text : '')).join('\n');
    const document = next.done === true ? parse(text) : undefined;
    if (document !== undefined) {
      yield* callsIn(document.value, text, first.value.line);
      return;
    }
  }
  for (const line of beginning) yield* callsOf(line);
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield* callsOf(next.value);
}

function beginsDocument(line: InputLine | UnreadLine): boolean {
  return 'text' in line && /^[[{]/.test(line.text) && parse(line.text) === undefined;
}

function* callsOf(line: InputLine | UnreadLine): Generator<CapturedCall | UnreadLine> {
  if ('problem' in line) {
    yield line;
    return;
  }
  const parsed = parse(line.text);
  if (parsed === undefined) yield { line: line.line, problem: whyNotJson(line.text) };
  else yield* callsIn(parsed.value, line.text, line.line);
}

function* callsIn(value: unknown, text: string, line: number): Generator<CapturedCall> {
  for (const found of unwrap(value, '')) {
    yield { line, ...found, body: found.pointer === '' ? text : JSON.stringify(found.value) };
  }
}

function* unwrap(value: unknown, pointer: string): Generator<{ pointer: string; value: unknown }> {
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) yield* unwrap(element, `${pointer}/${index}`);
    return;
  }
  if (typeof value !== 'object' || value === null || Object.hasOwn(value, 'type')) {
    yield { pointer, value };
    return;
  }
  const members = value as Readonly<Record<string, unknown>>;
  if (Array.isArray(members.batch)) {
    yield* unwrap(members.batch, `${pointer}/batch`);
    return;
  }
  for (const name of WRAPPERS) {
    const inner = structureIn(members[name]);
    if (inner === undefined) continue;
    yield* unwrap(inner, `${pointer}/${name}`);
    return;
  }
  yield { pointer, value };
}

/** An object or array, also one that a log stores as text. */
function structureIn(value: unknown): object | undefined {
  const structure = typeof value === 'string' ? parse(value)?.value : value;
  return typeof structure === 'object' && structure !== null ? structure : undefined;
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function whyNotJson(text: string): string {
  if (/[}\]]$/.test(text)) return 'this is not JSON';
  return /^[[{]/.test(text) ? 'this JSON is cut short' : 'this is not JSON: write one call per line';
}
