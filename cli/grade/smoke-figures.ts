/** What `selftest --smoke` prints: what the smoke set costs and catches. */
import { type SelftestParts, smokeFigures } from '../../harness/selftest/index.ts';
import type { Shell } from '../shell.ts';
import type { SelftestOptions } from './selftest.ts';

/** The smoke set may need this share of the requests of all examples. */
const LARGEST_SHARE = 1 / 3;

/** @returns 1 if the smoke set needs too many requests */
export async function showSmokeFigures(
  parts: SelftestParts,
  { json }: Pick<SelftestOptions, 'json'>,
  shell: Pick<Shell, 'out' | 'err'>,
): Promise<number> {
  const figures = await smokeFigures(parts);
  const [requests, all] = figures.requests;
  const line = ([part, whole]: readonly [number, number], what: string) =>
    `${part} of ${whole} ${what} (${((100 * part) / whole).toFixed(1)} %)\n`;
  shell.out(
    json
      ? `${JSON.stringify(figures, null, 2)}\n`
      : `Smoke set (verify --smoke)\n${[
          line(figures.clauses, 'clauses'),
          line(figures.examples, 'examples'),
          line(figures.requests, 'requests'),
          line(figures.defects, 'defects of the kill table caught'),
        ]
          .map((text) => `  ${text}`)
          .join('')}`,
  );
  if (requests <= LARGEST_SHARE * all) return 0;
  shell.err('The smoke set needs more than a third of the requests: run selftest --update\n');
  return 1;
}
