/** `drift`: whether the documented page still says what the registry rests on. */
import { Command } from 'commander';
import type { Shell } from '../shell.ts';

export function driftCommand(shell: Shell, finish: (exitCode: number) => void): Command {
  return new Command('drift')
    .description('compares a copy of the Astrolabe page with the registry; exits 1 where they differ')
    .argument(
      '<file-or-url>',
      "the page as plain text (a browser's text selection), as an HTML file, or its URL",
    )
    .option('--json', 'print what was found as JSON')
    .action(async (place: string, given: { json?: boolean }) => {
      const [{ compareWithPage, hasDrifted, loadRegistry, loadReviewedPage }, { readCopy }, { renderDrift }] =
        await Promise.all([
          import('../../harness/registry/index.ts'),
          import('./read-copy.ts'),
          import('./render-drift.ts'),
        ]);
      const drift = compareWithPage(await readCopy(place, shell), loadRegistry().clauses, loadReviewedPage());
      shell.out(given.json === true ? `${JSON.stringify(drift, null, 2)}\n` : renderDrift(drift));
      finish(hasDrifted(drift) ? 1 : 0);
    });
}
