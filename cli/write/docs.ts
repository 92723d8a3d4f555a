/** `docs`: the behaviour of the destination as a static site. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { SiteParts } from '../../reports/index.ts';
import type { RedactedText } from '../../safe-text/index.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import type { CommandSpec } from '../options/command-spec.ts';
import type { OptionTable, OptionValues } from '../options/option-table.ts';
import { CommandError, type Shell } from '../shell.ts';
import { refuseLinks, writeWhole } from '../whole-file.ts';

const OPTIONS = {
  out: { kind: 'text', value: 'folder', what: 'required: where the site is written' },
  record: {
    kind: 'text',
    value: 'file',
    what: 'conformance.json of the run to show',
    otherwise: 'a run against the embedded emulator, made now',
  },
} as const satisfies OptionTable;

export const DOCS = {
  name: 'docs',
  summary: 'writes a static site: every clause with its sources, an executed example and its verdict',
  options: OPTIONS,
} as const satisfies CommandSpec;

/** @throws CommandError with exit code 2 if --out is missing or cannot be written, or the record cannot be used */
export async function runDocs({ out, record }: OptionValues<typeof OPTIONS>, shell: Shell): Promise<number> {
  if (out === undefined) throw new CommandError(2, 'docs needs --out FOLDER, where the site is written');
  const folder = resolve(shell.cwd, out);
  const { renderSite } = await import('../../reports/index.ts');
  for (const [path, content] of renderSite(await siteParts(record, shell)))
    write(folder, path, shell.redact(content));
  shell.out(`The first page of the site is ${join(folder, 'index.html')}\n`);
  return 0;
}

async function siteParts(record: string | undefined, shell: Shell): Promise<SiteParts> {
  const [
    { CHOICES },
    { readCatalogue },
    { loadRegistry, loadReviewedPage },
    { schemaDocument, schemaNames },
    { clauseFacts },
    { readRecord },
    { executeExamples },
    { executeOwnExamples },
    { OWN_JOURNEY_EXAMPLES },
  ] = await Promise.all([
    import('../../emulator/index.ts'),
    import('../../harness/cucumber/catalogue.ts'),
    import('../../harness/registry/index.ts'),
    import('../../schemas/index.ts'),
    import('../grade/clause-facts.ts'),
    import('../grade/read-record.ts'),
    import('./execute.ts'),
    import('./execute-own.ts'),
    import('../../reports/index.ts'),
  ]);
  const own = readCatalogue('emulator').filter(({ id }) => OWN_JOURNEY_EXAMPLES.includes(id));
  return {
    clauses: clauseFacts(loadRegistry(), loadReviewedPage()),
    choices: Object.entries(CHOICES).map(([name, choice]) => ({ name, ...choice })),
    schemas: schemaNames().map((name) => ({ name, document: schemaDocument(name) })),
    record: record === undefined ? await executeExamples(readCatalogue(), shell) : readRecord(record, shell),
    own: await executeOwnExamples(own, shell, true),
    guides: readGuides(),
  };
}

/** The texts of `docs/` and `docs/tutorials/`, if the package has them. */
function readGuides(): SiteParts['guides'] {
  return [
    { folder: 'docs', prefix: '' },
    { folder: 'docs/tutorials', prefix: 'tutorial-' },
  ].flatMap(({ folder, prefix }) => {
    const path = join(packageRoot, folder);
    const names = existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.md')) : [];
    return names.toSorted().map((name) => ({
      slug: `${prefix}${name.slice(0, -3)}`,
      markdown: readFileSync(join(path, name), 'utf8'),
    }));
  });
}

function write(folder: string, name: string, content: RedactedText): void {
  const path = join(folder, name);
  try {
    refuseLinks(path, folder);
    mkdirSync(dirname(path), { recursive: true });
    writeWhole(path, content, folder);
  } catch (error) {
    throw new CommandError(2, `${path} cannot be written: ${(error as Error).message}`);
  }
}
