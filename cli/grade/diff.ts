/** `diff`: what changed from one finished run to another. */
import { Command } from 'commander';
import type { Shell } from '../shell.ts';

export function diffCommand(shell: Shell, finish: (exitCode: number) => void): Command {
  return new Command('diff')
    .description('shows what changed between two runs, and nothing else; exits 1 where an example got worse')
    .argument('<before>', 'conformance.json of the earlier run')
    .argument('<after>', 'conformance.json of the later run')
    .action(async (before: string, after: string) => {
      const [{ readRecord }, { changesBetween, isWorse, renderDiff }] = await Promise.all([
        import('./read-record.ts'),
        import('../../reports/index.ts'),
      ]);
      const [earlier, later] = [readRecord(before, shell), readRecord(after, shell)];
      shell.out(renderDiff(earlier, later));
      finish(changesBetween(earlier, later).some(isWorse) ? 1 : 0);
    });
}
