/** Gathers what the site is made from: registry, schemas, texts of `docs/`, a run, and the page sentence by sentence. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { CHOICES } from '../../../emulator/index.ts';
import { readCatalogue } from '../../../harness/cucumber/catalogue.ts';
import { loadRegistry, loadReviewedPage } from '../../../harness/registry/index.ts';
import {
  type ExecutedExamples,
  type GuideFacts,
  journeysOf,
  OWN_JOURNEY_EXAMPLES,
  type SiteParts,
} from '../../../reports/index.ts';
import { type ResultRecord, schemaDocument, schemaNames } from '../../../schemas/index.ts';
import { packageRoot } from '../../../schemas/package-root.ts';
import { ownClauseFacts } from '../../grade/clause-facts.ts';
import { readRecord } from '../../grade/read-record.ts';
import type { Shell } from '../../shell.ts';
import { readTool } from '../../version.ts';
import type { DocsOptions } from '../docs.ts';
import { executeForCitation } from '../execute.ts';
import { executeOwnExamples } from '../execute-own.ts';
import { readCopy } from '../read-copy.ts';
import { pageFacts } from './page-facts.ts';

/** What a site is made from besides this package. */
export type SiteInputs = Pick<DocsOptions, 'record' | 'page'>;

/** The run whose verdicts are shown, the one whose examples are, and the journeys in them. */
export type ShownRuns = Pick<SiteParts, 'record' | 'executed' | 'journeys'>;

/**
 * @param runs of an earlier call, if nothing has changed that they depend on
 * @throws CommandError with exit code 2 if the record or the page cannot be read, 4 if the page cannot be fetched
 */
export async function readSiteParts(
  { record, page }: SiteInputs,
  shell: Shell,
  runs?: ShownRuns,
): Promise<SiteParts> {
  const copy = page === undefined ? undefined : await readCopy(page, shell);
  return {
    clauses: ownClauseFacts(),
    choices: Object.entries(CHOICES).map(([name, choice]) => ({ name, ...choice })),
    schemas: schemaNames().map((name) => ({ name, document: schemaDocument(name) })),
    ...(runs ?? (await shownRuns(record, shell))),
    page: pageFacts(loadRegistry().clauses, loadReviewedPage(), copy),
    guides: readGuides(),
    version: readTool().version,
  };
}

/** @throws CommandError with exit code 2 if the record cannot be read */
export async function shownRuns(record: string | undefined, shell: Shell): Promise<ShownRuns> {
  if (record === undefined) return executeNow(shell);
  const read = readRecord(record, shell);
  return { record: read, executed: read, journeys: await drawnJourneys(read, shell) };
}

/** Examples are shown as a citation shows them: the same in every run. Only the day of the verdict is that of today. */
async function executeNow(shell: Shell): Promise<ShownRuns> {
  const graded = await executeForCitation(readCatalogue(), shell);
  const record: ResultRecord = { ...graded, run: { ...graded.run, startedAt: new Date().toISOString() } };
  const own = await executeOwnExamples(readCatalogue('emulator'), shell);
  const executed: ExecutedExamples = { ...graded, clauses: [...graded.clauses, ...own] };
  return { record, executed, journeys: await drawnJourneys(record, shell) };
}

/** Only these examples of the emulator's own sides have their requests, which no citation shows. */
async function drawnJourneys(record: ResultRecord, shell: Shell): Promise<SiteParts['journeys']> {
  const examples = readCatalogue('emulator').filter(({ id }) => OWN_JOURNEY_EXAMPLES.includes(id));
  return journeysOf(record, await executeOwnExamples(examples, shell, true), ownClauseFacts());
}

/** The texts of `docs/` and `docs/tutorials/`, if the package has them; decisions are for those who work on it. */
function readGuides(): GuideFacts[] {
  const folder = join(packageRoot, 'docs');
  if (!existsSync(folder)) return [];
  return ['', 'tutorials']
    .filter((part) => existsSync(join(folder, part)))
    .flatMap((part) => readdirSync(join(folder, part)).map((name) => join(part, name)))
    .filter((name) => name.endsWith('.md'))
    .toSorted()
    .map((name) => ({
      path: name.slice(0, -3).replaceAll(sep, '/'),
      markdown: readFileSync(join(folder, name), 'utf8'),
    }));
}
