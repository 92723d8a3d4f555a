/** What `docs` does: gathers what there is to say, and writes the site. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CHOICES } from '../../emulator/index.ts';
import { readCatalogue } from '../../harness/cucumber/catalogue.ts';
import { loadRegistry, loadReviewedPage } from '../../harness/registry/index.ts';
import { renderSite, type SiteParts } from '../../reports/index.ts';
import { schemaDocument, schemaNames } from '../../schemas/index.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { clauseFacts } from '../grade/clause-facts.ts';
import { readRecord } from '../grade/read-record.ts';
import type { OptionReader } from '../options.ts';
import { CommandError, type Shell } from '../shell.ts';
import { executeExamples } from './execute.ts';

/** @throws CommandError with exit code 2 where --out is missing or cannot be written, or the record is none */
export async function runDocs(options: OptionReader, shell: Shell): Promise<void> {
  const out = options.text('out');
  if (out === undefined) throw new CommandError(2, 'docs needs --out FOLDER: say where the site goes');
  const folder = resolve(shell.cwd, out);
  const recordFile = options.text('record');
  const files = renderSite({
    clauses: clauseFacts(loadRegistry(), loadReviewedPage()),
    choices: Object.entries(CHOICES).map(([name, choice]) => ({ name, ...choice })),
    schemas: schemaNames().map((name) => ({ name, document: schemaDocument(name) })),
    record:
      recordFile === undefined
        ? await executeExamples(readCatalogue(), shell)
        : readRecord(recordFile, shell),
    guides: readGuides(),
  });
  for (const [path, content] of files) write(join(folder, path), content);
  shell.out(`The site begins at ${join(folder, 'index.html')}\n`);
}

/** The texts of `docs/`, where the package has them. */
function readGuides(): SiteParts['guides'] {
  const folder = join(packageRoot, 'docs');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .toSorted()
    .map((name) => ({ slug: name.slice(0, -3), markdown: readFileSync(join(folder, name), 'utf8') }));
}

function write(path: string, content: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  } catch (error) {
    throw new CommandError(2, `${path} cannot be written: ${(error as Error).message}`);
  }
}
