/** A JSON value that continues on further lines: scanned as they come, and not parsed before its end. */
import { stringEnd } from './json-text.ts';
import type { InputLine } from './read-lines.ts';

/** Levels of a value over several lines; a line of its own may be nested deeper. */
const DEEPEST = 256;

const LITERAL = /-?\d[\d.eE+-]*|true|false|null/y;

type Expected =
  | 'value'
  | 'value or end'
  | 'value or late end'
  | 'name'
  | 'name or end'
  | 'colon'
  | 'comma or end';

/** A value that continues on the next line. */
export interface OpenValue {
  readonly lines: InputLine[];
  /** Where the value begins in the first line. */
  readonly start: number;
  readonly stack: ('{' | '[')[];
  expected: Expected;
  /** True if a list in it ends with a comma, as people leave it when they cut a list. */
  hasLateComma: boolean;
  size: number;
}

/** @returns the index after the end of the value; `open` if the line ends before it, `broken` if it is not JSON */
export function scan(value: OpenValue, text: string, from: number): number | 'open' | 'broken' {
  const { stack } = value;
  for (let at = from; at < text.length; ) {
    const character = text[at] as string;
    if (character <= ' ') {
      at += 1;
      continue;
    }
    const { expected } = value;
    const mayBegin = expected.startsWith('value');
    if (character === '{' || character === '[') {
      if (!mayBegin || stack.length >= DEEPEST) return 'broken';
      stack.push(character);
      value.expected = character === '{' ? 'name or end' : 'value or end';
    } else if (character === '}' || character === ']') {
      if (!/or (?:late )?end$/.test(expected)) return 'broken';
      if (stack.pop() !== (character === '}' ? '{' : '[')) return 'broken';
      if (expected === 'value or late end') value.hasLateComma = true;
      value.expected = 'comma or end';
      if (stack.length === 0) return at + 1;
    } else if (character === ',') {
      if (expected !== 'comma or end') return 'broken';
      value.expected = stack.at(-1) === '{' ? 'name' : 'value or late end';
    } else if (character === ':') {
      if (expected !== 'colon') return 'broken';
      value.expected = 'value';
    } else {
      const isName = expected === 'name' || expected === 'name or end';
      if (!mayBegin && !(isName && character === '"')) return 'broken';
      const end = character === '"' ? stringEnd(text, at) : literalEnd(text, at);
      if (end === -1) return 'broken';
      value.expected = isName ? 'colon' : 'comma or end';
      at = end;
      continue;
    }
    at += 1;
  }
  return 'open';
}

function literalEnd(text: string, at: number): number {
  LITERAL.lastIndex = at;
  return LITERAL.test(text) ? LITERAL.lastIndex : -1;
}

/** What was written from the beginning of the value to `end` in its last line. */
export function textOf({ lines, start }: OpenValue, end: number): string {
  const last = lines.length - 1;
  const texts = lines.map(({ text }, index) =>
    text.slice(index === 0 ? start : 0, index === last ? end : undefined),
  );
  return texts.join('\n');
}
