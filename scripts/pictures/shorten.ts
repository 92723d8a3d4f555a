/** Leaves out lines of a long output, and says how many. */
import { plainText, type TerminalLine } from './terminal-text.ts';

/** A stretch of an output that is kept; its patterns are for lines without colours. */
export interface KeptLines {
  /** The first line, looked for after the stretch before. */
  readonly from: RegExp;
  /** The line after the last. */
  readonly until: RegExp;
}

/**
 * @returns the kept lines, with `… 12 lines` for each gap, also for one at the end
 * @throws Error that names a pattern that no line matches
 */
export function shortened(lines: readonly TerminalLine[], kept: readonly KeptLines[]): TerminalLine[] {
  const plain = lines.map(plainText);
  const find = (pattern: RegExp, after: number) => {
    const found = plain.findIndex((line, index) => index >= after && pattern.test(line));
    if (found < 0) throw new Error(`no line after line ${after} of the output matches ${pattern}`);
    return found;
  };
  const shown: TerminalLine[] = [];
  let done = 0;
  for (const { from, until } of kept) {
    const first = find(from, done);
    const end = find(until, first + 1);
    shown.push(...gap(plain.slice(done, first)), ...lines.slice(first, end));
    done = end;
  }
  return [...shown, ...gap(plain.slice(done))];
}

/** A gap of empty lines only is one empty line. */
function gap(left: readonly string[]): TerminalLine[] {
  if (left.length === 0) return [];
  if (left.every((line) => line === '')) return [[]];
  const count = left.filter((line) => line !== '').length;
  return [[], [{ text: `… ${count} line${count === 1 ? '' : 's'}`, kinds: ['left-out'] }], []];
}
