/** A terminal's text with its colours as an SVG. */
import stringWidth from 'string-width';
import { element, escapeXml } from '../../reports/text/index.ts';
import type { TerminalLine } from './terminal-text.ts';

/** What a picture says besides its lines. */
export interface TerminalPicture {
  readonly title: string;
  readonly about: string;
  /** Each at most as wide as the terminal. */
  readonly lines: readonly TerminalLine[];
  readonly columns: number;
}

const COLUMN = 7.8;
const LINE = 18;
const MARGIN = 18;
const BAR = 32;

/**
 * The colours of reports/assets/tokens.css, which an image of a page cannot use. Not every program that shows an image
 * knows light-dark(), and without a colour everything would be black.
 */
const COLOURS = [
  ['.frame', '#ffffff', '#1c2026'],
  ['.bar', '#f3f2ee', '#121519'],
  ['.knob', '#dcdcd6', '#343a43'],
  ['text', '#1f2328', '#e4e6e9'],
  ['.dim, .left-out', '#57606a', '#a3abb5'],
  ['.ansi-red', '#a8201a', '#ff9a91'],
  ['.ansi-green', '#1d6b38', '#7fd39a'],
  ['.ansi-yellow', '#7d5300', '#e8bf6a'],
  ['.ansi-cyan', '#0b5a8f', '#86c5f4'],
] as const;

const STYLE = `
${COLOURS.map(([what, light]) => `${what} { fill: ${light}; }`).join('\n')}
.frame { stroke: #8b949e; }
text { font: 13px ui-monospace, SF Mono, Menlo, Consolas, DejaVu Sans Mono, monospace; white-space: pre; }
.bold { font-weight: 700; }
@media (prefers-color-scheme: dark) {
${COLOURS.map(([what, , dark]) => `  ${what} { fill: ${dark}; }`).join('\n')}
}
`;

/** An SVG document with a frame of its own, in the colours that the reader's system prefers. */
export function terminalSvg({ title, about, lines, columns }: TerminalPicture): string {
  const width = Math.ceil(columns * COLUMN + 2 * MARGIN);
  const height = BAR + MARGIN + lines.length * LINE + MARGIN - 6;
  const svg = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      role: 'img',
      'aria-labelledby': 'title desc',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
    },
    [
      element('title', { id: 'title' }, title),
      element('desc', { id: 'desc' }, about),
      element('style', {}, STYLE),
      element('rect', { class: 'frame', x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 8 }),
      element('path', {
        class: 'bar',
        d: `M1 ${BAR}V8.5A7.5 7.5 0 0 1 8.5 1H${width - 8.5}A7.5 7.5 0 0 1 ${width - 1} 8.5V${BAR}Z`,
      }),
      ...[18, 36, 54].map((cx) => element('circle', { class: 'knob', cx, cy: BAR / 2, r: 5 })),
      ...lines.flatMap((line, index) => textOf(line, BAR + MARGIN + index * LINE + 8)),
    ],
  );
  return `${svg}\n`;
}

/** Each span has a place of its own, so that columns stay straight in every font. */
function textOf(line: TerminalLine, y: number): string[] {
  let column = 0;
  const spans = line.flatMap(({ text, kinds }) => {
    const start = column + (/^ */.exec(text)?.[0].length ?? 0);
    column += stringWidth(text);
    if (text.trim() === '') return [];
    const kind = kinds.length === 0 ? '' : ` class="${kinds.join(' ')}"`;
    return [`<tspan x="${round(MARGIN + start * COLUMN)}"${kind}>${escapeXml(text.trim())}</tspan>`];
  });
  return spans.length === 0 ? [] : [`<text y="${y}">${spans.join('')}</text>`];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The lines of a picture as they are read, without colours and indents; empty lines are left out. */
export function linesIn(svg: string): string[] {
  return [...svg.matchAll(/<text y="\d+">(.*)<\/text>/g)].map(([, spans = '']) =>
    spans
      .replaceAll(/<\/tspan><tspan[^>]*>/g, ' ')
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll('&quot;', '"')
      .replaceAll('&apos;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&'),
  );
}
