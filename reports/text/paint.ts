/** Colours for a terminal, or none. */
import { styleText } from 'node:util';
import type { Verdict } from '../../schemas/index.ts';

/** Colours a text, which must not contain escapes of its own. */
export type Paint = (style: Style, text: string) => string;

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** The style of each verdict. */
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

/** @param colour decides alone: neither NO_COLOR nor the kind of stream is consulted */
export function createPaint(colour: boolean): Paint {
  if (!colour) return (_style, text) => text;
  return (style, text) => styleText(style, text, { validateStream: false });
}
