/** `diff`: what changed from one finished run to another. */
import type { CommandSpec } from '../options/command-spec.ts';
import type { Shell } from '../shell.ts';

export const DIFF = {
  name: 'diff',
  summary: 'shows what changed between two runs, and nothing else; exits 1 if an example got worse',
  words: {
    '<before>': 'conformance.json of the earlier run',
    '<after>': 'conformance.json of the later run',
  },
  options: {},
} as const satisfies CommandSpec;

/** @returns 1 if an example got worse */
export async function runDiff(
  _: object,
  shell: Shell,
  [before = '', after = '']: readonly string[],
): Promise<number> {
  const [{ readRecord }, { changesBetween, isWorse, renderDiff }] = await Promise.all([
    import('./read-record.ts'),
    import('../../reports/index.ts'),
  ]);
  const [earlier, later] = [readRecord(before, shell), readRecord(after, shell)];
  shell.out(renderDiff(earlier, later));
  return changesBetween(earlier, later).some(isWorse) ? 1 : 0;
}
