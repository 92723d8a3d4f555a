/** Finds JSON values in lines: one per line, one behind the other, over several lines, or in an array. */
import { type BrokenValue, createBrokenValue } from './broken-value.ts';
import { withoutLateCommas } from './json-text.ts';
import { type OpenValue, scan, textOf } from './open-value.ts';
import type { InputLine, UnreadLine } from './read-lines.ts';

/** A JSON value and the text that it was written as. */
export interface FramedValue {
  /** Where it begins. */
  readonly line: number;
  readonly text: string;
  readonly value: unknown;
  /** `/3` for an element of an array that spans lines; '' otherwise. */
  readonly pointer: string;
}

/** A line that does not begin with JSON. */
export interface PlainLine extends InputLine {
  readonly isPlain: true;
}

export type Framed = FramedValue | PlainLine | UnreadLine;

/** Takes lines one by one; what is held does not grow with the number of values. */
export interface Splitter {
  /** Each value is read when it is asked for. */
  feed(line: InputLine): Iterable<Framed>;
  end(): Iterable<Framed>;
}

/** Characters of one value over several lines; a larger one is not held as a whole. */
const LARGEST_VALUE = 128 * 1024 * 1024;

/** Characters of a line that is parsed as a whole; the values of a longer one are read one by one. */
const LARGEST_WHOLE = 32 * 1024 * 1024;

const BETWEEN = /[\s,]*/y;

/** A bracket in a log, such as `[INFO]` or `[12:00:00]`, begins no array. */
const BEGINS_ARRAY = /^\[\s*(?:$|[[{\]])/;

/** Stands before each value of a JSON text sequence (RFC 7464). */
const RECORD_SEPARATOR = '\u001e';

/**
 * Commas and record separators between values are ignored. A value that breaks off is reported at its first line, and
 * reading continues at the next line that is indented in the same way and begins a value, but not inside a list of the
 * value that broke off.
 */
export function createSplitter(): Splitter {
  let open: OpenValue | undefined;
  /** What goes on behind the place at which a value broke. */
  let broken: BrokenValue | undefined;
  let array: { index: number; line: number } | undefined;
  let found: Framed[] = [];
  let queue: InputLine[] = [];

  const emit = (line: number, text: string, value: unknown) => {
    found.push({ line, text, value, pointer: array === undefined ? '' : `/${array.index}` });
    if (array !== undefined) array.index += 1;
  };
  const breakOff = ({ lines, start }: OpenValue, problem?: string) => {
    const [first, ...others] = lines as [InputLine, ...InputLine[]];
    open = undefined;
    if (array !== undefined) array.index += 1;
    const indent = /^\s*/.exec(first.text)?.[0] ?? '';
    const rest = createBrokenValue(indent);
    let isClosed = rest.feed(first.text, start) !== undefined;
    let next = 0;
    for (; next < others.length; next += 1) {
      const { text } = others[next] as InputLine;
      const isNew = text.startsWith(indent) && /^[{[]/.test(text.slice(indent.length));
      if (isNew && (isClosed || !rest.goesOnIn(text))) break;
      if (!isClosed) isClosed = rest.feed(text) !== undefined;
    }
    queue = [...others.slice(next), ...queue];
    if (!isClosed && next === others.length) broken = rest;
    found.push({ line: first.line, problem: problem ?? whyNotJson(first.text.trim(), others.length > 0) });
  };
  /** @returns where to go on in the line; undefined if the rest of the line is used up */
  const goOn = (value: OpenValue, line: InputLine, from: number): number | undefined => {
    const end = scan(value, line.text, from);
    if (end === 'broken') breakOff(value);
    else if (end === 'open') {
      value.size += line.text.length;
      if (value.size > LARGEST_VALUE) {
        breakOff(
          value,
          `this value is longer than ${LARGEST_VALUE / 1024 / 1024} MB: write one call per line`,
        );
      }
    } else {
      const written = textOf(value, end);
      const text = value.hasLateComma ? withoutLateCommas(written) : written;
      const parsed = parse(text);
      if (parsed === undefined) breakOff(value);
      else {
        open = undefined;
        emit((value.lines[0] as InputLine).line, text, parsed.value);
        return end;
      }
    }
    return undefined;
  };
  function* readLine(line: InputLine): Generator<Framed> {
    const { text } = line;
    let at: number | undefined = 0;
    if (broken?.goesOnIn(text) === false) broken = undefined;
    if (broken !== undefined) {
      at = broken.feed(text);
      if (at !== undefined) broken = undefined;
    } else if (open !== undefined) {
      open.lines.push(line);
      at = goOn(open, line, 0);
      yield* taken();
    } else if (text.length <= LARGEST_WHOLE) {
      const whole = withoutSeparators(text);
      const parsed = /^[[{"\d-]|^(?:true|false|null)$/.test(whole) ? parse(whole) : undefined;
      if (parsed !== undefined) {
        emit(line.line, whole, parsed.value);
        yield* taken();
        return;
      }
    }
    while (at !== undefined) {
      BETWEEN.lastIndex = at;
      BETWEEN.exec(text);
      const begin: number = BETWEEN.lastIndex;
      if (begin >= text.length) return;
      const first = text[begin];
      if (first === '[' && array === undefined && BEGINS_ARRAY.test(text.slice(begin, begin + 64))) {
        array = { index: 0, line: line.line };
        at = begin + 1;
      } else if (first === ']' && array !== undefined) {
        array = undefined;
        at = begin + 1;
      } else if (first === '{' || (first === '[' && array !== undefined)) {
        open = { lines: [line], start: begin, stack: [], expected: 'value', hasLateComma: false, size: 0 };
        at = goOn(open, line, begin);
      } else {
        yield { line: line.line, text: text.slice(begin).trim(), isPlain: true };
        return;
      }
      yield* taken();
    }
  }
  const taken = (): readonly Framed[] => {
    const all = found;
    found = [];
    return all;
  };
  function* drain(): Generator<Framed> {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) yield* readLine(next);
  }
  return {
    *feed(line) {
      const { text } = line;
      const isSeparated = text.includes(RECORD_SEPARATOR);
      queue.push(isSeparated ? { ...line, text: text.replaceAll(RECORD_SEPARATOR, ' ') } : line);
      yield* drain();
    },
    *end() {
      while (open !== undefined) {
        breakOff(open);
        yield* taken();
        yield* drain();
      }
      if (array !== undefined) {
        yield { line: array.line, problem: 'this array has no end: the file is cut short' };
      }
    },
  };
}

/** Every value in a text. */
export function valuesIn(text: string): readonly FramedValue[] {
  const whole = parse(text);
  if (whole !== undefined) return [{ line: 1, text: text.trim(), value: whole.value, pointer: '' }];
  const splitter = createSplitter();
  const lines = text.split('\n').map((one, index) => ({ line: index + 1, text: one }));
  const framed = lines.flatMap((line) => [...splitter.feed(line)]);
  return [...framed, ...splitter.end()].filter((one): one is FramedValue => 'value' in one);
}

/** A loop, because a regular expression for the end takes the square of the length of a gap. */
function withoutSeparators(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isSeparator(text, start)) start += 1;
  while (end > start && isSeparator(text, end - 1)) end -= 1;
  return text.slice(start, end);
}

function isSeparator(text: string, at: number): boolean {
  return text.charCodeAt(at) <= 0x20 || text[at] === ',';
}

/** Why a line is not JSON, and what to do. */
export function whyNotJson(text: string, continues = false): string {
  if (continues) return 'this JSON is cut short';
  if (/[}\]]$/.test(text)) return 'this is not JSON';
  return /^[[{]/.test(text) ? 'this JSON is cut short' : 'this is not JSON: write one call per line';
}

export function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
