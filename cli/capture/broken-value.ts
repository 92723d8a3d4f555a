/** Counts the brackets of a value that is not valid JSON, to know what was meant to be inside it. */
import { stringEnd } from './json-text.ts';

export interface BrokenValue {
  /** @returns the index after the end of the value; undefined if it goes on after this line */
  feed(text: string, from?: number): number | undefined;
  /** Whether the value goes on in a line that comes next. */
  goesOnIn(text: string): boolean;
}

const CONTINUES = /^\s*(?:["'}\],:/]|$)/;

/**
 * An object around a list, such as a batch, says things about the elements of the list, so none of them is read
 * without it. Inside any other value, and inside an element that is cut short in the middle of a line, a line that begins at the same indent and with a bracket is a value of its own.
 *
 * @param indent the white space before the value
 */
export function createBrokenValue(indent: string): BrokenValue {
  let depth = 0;
  /** Of the list whose elements depend on what is around them; 0 if there is none. */
  let listDepth = 0;
  /** True if elements of that list begin on lines of their own. */
  let hasLines = false;
  let name = '';
  const begin = (bracket: string) => {
    depth += 1;
    const isList = bracket === '[' && (depth === 2 || name === '"batch"');
    if (isList && listDepth === 0) listDepth = depth;
  };
  const isDeeper = (text: string) => text.startsWith(indent) && /^\s/.test(text.slice(indent.length));
  return {
    feed(text, from = 0) {
      if (listDepth > 0 && depth === listDepth && /^\s*[{[]/.test(text)) hasLines = true;
      for (let at = from; at < text.length; at += 1) {
        const character = text[at] as string;
        if (character === '"') {
          const end = stringEnd(text, at);
          if (end === -1) return undefined;
          name = text.slice(at, Math.min(end, at + 8));
          at = end - 1;
        } else if (character === '{' || character === '[') begin(character);
        else if (character === '}' || character === ']') {
          depth -= 1;
          if (depth < listDepth) listDepth = 0;
          if (depth <= 0) return at + 1;
        } else if (character === ',') name = '';
      }
      return undefined;
    },
    goesOnIn: (text) =>
      (listDepth > 0 && (hasLines || depth === listDepth)) || CONTINUES.test(text) || isDeeper(text),
  };
}
