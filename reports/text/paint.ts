/** Colours for a terminal, or none. */
import type { Verdict } from '../../schemas/index.ts';

/** Puts a text into a colour; the text must hold no escapes of its own. */
export type Paint = (style: Style, text: string) => string;

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** SGR parameters: what switches a style on, and off again. */
const CODES: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/** Each verdict's colour; those that were not judged step back. */
export const VERDICT_STYLES: Readonly<Record<Verdict, Style>> = {
  fail: 'red',
  warn: 'yellow',
  'harness-error': 'red',
  blocked: 'yellow',
  'not-observable': 'dim',
  pass: 'green',
  info: 'cyan',
  'not-applicable': 'dim',
};

export function createPaint(colour: boolean): Paint {
  if (!colour) return (_style, text) => text;
  return (style, text) => {
    const [on, off] = CODES[style];
    return `\u001b[${on}m${text}\u001b[${off}m`;
  };
}
