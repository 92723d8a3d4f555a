/** Compares what was printed with what a page shows of it. */

const GAP = '…';

/**
 * Finds the lines that a page shows in a text. In a line, `…` is any text; a line that is `…` is any number of lines; text
 * before the first line and after the last one is not compared, nor is indentation, in which test runners differ.
 *
 * @returns where the match ends in `printed`, or the first expected line that is not there, at its place
 */
export function matchLines(
  expected: string,
  printed: string,
): { readonly end: number } | { readonly missing: string } {
  const wanted = expected.trimEnd().split('\n');
  const lines = printed.split('\n').map((line) => line.trim());
  const patterns = wanted.map((line) => (line.trim() === GAP ? undefined : patternOf(line.trim())));
  let furthest = 0;

  const from = (index: number, at: number): number | undefined => {
    if (index === patterns.length) return at;
    furthest = Math.max(furthest, index);
    const pattern = patterns[index];
    if (pattern === undefined) return somewhere(index + 1, at);
    return pattern.test(lines[at] ?? '') && at < lines.length ? from(index + 1, at + 1) : undefined;
  };
  const somewhere = (index: number, first: number): number | undefined => {
    for (let at = first; at <= lines.length; at += 1) {
      const end = from(index, at);
      if (end !== undefined) return end;
    }
    return undefined;
  };

  const end = somewhere(0, 0);
  if (end === undefined) return { missing: wanted[furthest] ?? '' };
  return { end: printed.split('\n').slice(0, end).join('\n').length };
}

function patternOf(line: string): RegExp {
  const parts = line.split(GAP).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
