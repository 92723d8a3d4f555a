/** Cuts and joins JSON as text, so that a number that JavaScript cannot hold stays as it was written. */

/** Where a member of an object is written. */
interface MemberSpan {
  readonly name: string;
  /** Of the name, with its quotes. */
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** @returns the index after the closing quote; -1 if there is none. @param start the index of the opening quote */
export function stringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((end - before) % 2 === 1) return end + 1;
  }
  return -1;
}

/** The text of each element of an array. @param text valid JSON */
export function elementTexts(text: string): readonly string[] {
  const texts: string[] = [];
  for (let at = afterSpace(text, text.indexOf('[') + 1); text[at] !== ']'; ) {
    const end = valueEnd(text, at);
    texts.push(text.slice(at, end));
    at = afterSeparator(text, end);
  }
  return texts;
}

/** The text of a member; of the last one if a name is repeated, as JSON.parse does. @param text valid JSON */
export function memberText(text: string, name: string): string | undefined {
  const found = spansOf(text).findLast((span) => span.name === name);
  return found === undefined ? undefined : text.slice(found.valueStart, found.end);
}

/** The same object without some members. @param text valid JSON */
export function withoutMembers(text: string, names: readonly string[]): string {
  const spans = spansOf(text);
  const kept = spans.filter(({ name }) => !names.includes(name));
  return kept.length === spans.length ? text : joined(kept.map((span) => memberOf(text, span)));
}

/** The same object with a member added or replaced. @param text valid JSON */
export function withMember(text: string, name: string, value: string): string {
  const others = spansOf(text).filter((span) => span.name !== name);
  return joined([...others.map((span) => memberOf(text, span)), `${JSON.stringify(name)}:${value}`]);
}

/** Both objects in one; if both have a member, that of `own` is kept. @param common valid JSON */
export function mergedObjects(common: string, own: string): string {
  const ownSpans = spansOf(own);
  const names = new Set(ownSpans.map(({ name }) => name));
  const added = spansOf(common).filter(({ name }) => !names.has(name));
  return joined([
    ...added.map((span) => memberOf(common, span)),
    ...ownSpans.map((span) => memberOf(own, span)),
  ]);
}

/** The same without white space between its parts. @param text valid JSON */
export function compacted(text: string): string {
  if (!/\s/.test(text)) return text;
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const quote = text.indexOf('"', at);
    const outside = text.slice(at, quote === -1 ? text.length : quote);
    parts.push(outside.replaceAll(/\s+/g, ''));
    if (quote === -1) break;
    at = stringEnd(text, quote);
    parts.push(text.slice(quote, at));
  }
  return parts.join('');
}

/** The same without the comma behind the last element of a list. @param text valid JSON except for such commas */
export function withoutLateCommas(text: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const quote = text.indexOf('"', at);
    const outside = text.slice(at, quote === -1 ? text.length : quote);
    parts.push(outside.replaceAll(/,(?=\s*\])/g, ''));
    if (quote === -1) break;
    at = stringEnd(text, quote);
    parts.push(text.slice(quote, at));
  }
  return parts.join('');
}

function memberOf(text: string, { start, end }: MemberSpan): string {
  return text.slice(start, end);
}

function joined(members: readonly string[]): string {
  return `{${members.join(',')}}`;
}

function spansOf(text: string): readonly MemberSpan[] {
  const spans: MemberSpan[] = [];
  for (let start = afterSpace(text, text.indexOf('{') + 1); text[start] !== '}'; ) {
    const nameEnd = stringEnd(text, start);
    const valueStart = afterSpace(text, text.indexOf(':', nameEnd) + 1);
    const end = valueEnd(text, valueStart);
    spans.push({ name: JSON.parse(text.slice(start, nameEnd)), start, valueStart, end });
    start = afterSeparator(text, end);
  }
  return spans;
}

function afterSeparator(text: string, end: number): number {
  const at = afterSpace(text, end);
  return text[at] === ',' ? afterSpace(text, at + 1) : at;
}

function afterSpace(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

function valueEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = stringEnd(text, at) - 1;
      if (depth === 0) return at + 1;
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
    } else if (code === 0x7d || code === 0x5d) {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && (code === 0x2c || code <= 0x20)) {
      return at;
    }
  }
  return text.length;
}
