/** Every report of every sample against its golden file. */
import type { ResultRecord } from '../schemas/index.ts';
import { compareWithGolden } from './fixtures/golden-files.ts';
import { HOSTILE, SAMPLES } from './fixtures/record.ts';
import {
  renderBadgeJson,
  renderBadgeSvg,
  renderChecklist,
  renderCtrf,
  renderDiff,
  renderGithub,
  renderJunit,
  renderMarkdown,
  renderSummary,
} from './formats/index.ts';

const UNREACHABLE = SAMPLES.unreachable as ResultRecord;
const FOLDER = new URL('./fixtures/golden/', import.meta.url);

const REPORTS = {
  'console.golden.txt': (record) => `${renderSummary(record, { colour: false })}\n`,
  'github.golden.txt': renderGithub,
  'junit.golden.xml': renderJunit,
  'ctrf.golden.json': renderCtrf,
  'summary.golden.md': renderMarkdown,
  'badge.golden.svg': renderBadgeSvg,
  'badge.golden.json': renderBadgeJson,
  'checklist.golden.md': (record) => renderChecklist(listed(record)),
  'diff.golden.txt': (record) => renderDiff(UNREACHABLE, record),
} satisfies Record<string, (record: (typeof SAMPLES)[string]) => string>;

/** The record with a checklist for every example that did not pass. */
function listed(record: ResultRecord): ResultRecord {
  const clauses = record.clauses.map((clause) => ({
    ...clause,
    examples: clause.examples.map((example) =>
      example.verdict === 'pass'
        ? example
        : { ...example, checklist: [`User "${example.id}" is there`, HOSTILE] },
    ),
  }));
  return { ...record, clauses };
}

compareWithGolden({ folder: FOLDER, schema: 'result', samples: SAMPLES, reports: REPORTS });
