/** The text of a terminal as lines of spans, each with its colour and its weight. */
import anser from 'anser';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** A stretch of a line that looks the same. */
export interface Span {
  readonly text: string;
  /** Such as `ansi-red`, `bold` or `dim`. */
  readonly kinds: readonly string[];
}

export type TerminalLine = readonly Span[];

/** The lines of an output with escapes; a colour may go on over several lines. */
export function terminalLines(output: string): TerminalLine[] {
  const lines: Span[][] = [[]];
  for (const { content, fg, decorations } of anser.ansiToJson(output, { json: true, use_classes: true })) {
    const kinds = [...(fg ? [fg] : []), ...decorations];
    content.split('\n').forEach((text, index) => {
      if (index > 0) lines.push([]);
      if (text !== '') lines.at(-1)?.push({ text, kinds });
    });
  }
  return lines;
}

/** A line without its colours. */
export function plainText(line: TerminalLine): string {
  return line.map(({ text }) => text).join('');
}

/**
 * A line that is wider than the terminal as several: broken at spaces and with its indent, so that it can be read. A line
 * that is broken looks as it begins.
 */
export function wrapLine(line: TerminalLine, columns: number): TerminalLine[] {
  const text = plainText(line);
  if (stringWidth(text) <= columns) return [line];
  const [indent = ''] = /^ */.exec(text) ?? [];
  const parts = wrapAnsi(text.slice(indent.length), columns - indent.length, { hard: true });
  return parts.split('\n').map((part) => [{ text: indent + part, kinds: line[0]?.kinds ?? [] }]);
}
