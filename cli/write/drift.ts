/** `drift`: checks whether the documented page still says what the registry cites. */
import type { CommandSpec } from '../options/command-spec.ts';
import type { OptionTable, OptionValues } from '../options/option-table.ts';
import type { Shell } from '../shell.ts';

const OPTIONS = {
  json: { kind: 'switch', what: 'prints the differences as JSON' },
} as const satisfies OptionTable;

export const DRIFT = {
  name: 'drift',
  summary: 'compares a copy of the Astrolabe page with the registry; exits 1 if they differ',
  words: {
    '<file-or-url>': "the page as plain text (a browser's text selection), as an HTML file, or its URL",
  },
  options: OPTIONS,
} as const satisfies CommandSpec;

/** @returns 1 if the page and the registry differ */
export async function runDrift(
  { json }: OptionValues<typeof OPTIONS>,
  shell: Shell,
  [source = '']: readonly string[],
): Promise<number> {
  const [{ compareWithPage, hasDrifted, loadRegistry, loadReviewedPage }, { readCopy }, { renderDrift }] =
    await Promise.all([
      import('../../harness/registry/index.ts'),
      import('./read-copy.ts'),
      import('./render-drift.ts'),
    ]);
  const drift = compareWithPage(await readCopy(source, shell), loadRegistry().clauses, loadReviewedPage());
  shell.out(json ? `${JSON.stringify(drift, null, 2)}\n` : renderDrift(drift));
  return hasDrifted(drift) ? 1 : 0;
}
