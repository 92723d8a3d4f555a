/** Every report by name: its purpose, its file, and its renderer, which is loaded when it is called. */
import type { Envelope } from '@cucumber/messages';
import type { Trust } from '../safe-text/index.ts';
import type { ResultRecord } from '../schemas/index.ts';
import type { SummaryOptions } from './formats/index.ts';
import type { ClauseFacts, PastRun } from './parts/index.ts';

export {
  CITATION_FORMATS,
  type CitationFormat,
  REQUEST_FORMS,
  type RequestForm,
} from './form-names.ts';

/** What a report is made from. */
export interface ReportInput {
  /** One run; more than one only for a format that is `sideBySide`. */
  readonly records: readonly [ResultRecord, ...ResultRecord[]];
  /** Reads the clauses of the registry, with their sources and arguments. */
  readonly facts: () => readonly ClauseFacts[];
  /** The terminal that a summary is printed to. */
  readonly terminal: SummaryOptions;
  /** Earlier runs, oldest first; only `verify --history` has them. */
  readonly past?: readonly PastRun[] | undefined;
  /** Cucumber's messages of the run; only `verify` has them, for a format that `needsMessages`. */
  readonly messages?: readonly Envelope[] | undefined;
}

/** When `verify` writes a file: after each run, after a run against a remote target, or if `--report` names it. */
export type Written = 'always' | 'remote' | 'on request';

export interface ReportFormat {
  /** What it is for, as a phrase. */
  readonly about: string;
  /** Its file in the report folder; undefined if it is only printed. */
  readonly file?: { readonly name: string; readonly written: Written };
  /** True if it shows several runs beside each other. */
  readonly sideBySide?: true;
  /** True if it needs more than the record, so that `report` cannot render it again. */
  readonly needsMessages?: true;
  /** What its text contains that a terminal or a CI system otherwise never sees. Default: nothing. */
  readonly trusted?: Trust;
  /** The report as text; empty if there is nothing to say, and then `verify` writes no file. */
  render(input: ReportInput): Promise<string>;
}

const FORMATS = {
  console: {
    about: 'the summary that verify prints',
    trusted: 'colours',
    render: async ({ records: [record], terminal }) =>
      `${(await renderers()).renderSummary(record, terminal)}\n`,
  },
  json: {
    about: 'the result record, from which every other report can be rendered again',
    file: { name: 'conformance.json', written: 'always' },
    render: async ({ records: [record] }) => `${(await import('../safe-text/index.ts')).safeJson(record)}\n`,
  },
  html: {
    about: 'a page with every clause, example and exchange',
    file: { name: 'report.html', written: 'always' },
    sideBySide: true,
    render: async ({ records, facts, past }) =>
      (await import('./page/index.ts')).renderPage(records, facts(), past),
  },
  junit: {
    about: 'JUnit XML for the test view of a CI system',
    file: { name: 'junit.xml', written: 'always' },
    render: async ({ records: [record] }) => (await renderers()).renderJunit(record),
  },
  ctrf: {
    about: 'the tests of the JUnit file as CTRF JSON, the Common Test Report Format',
    file: { name: 'ctrf.json', written: 'on request' },
    render: async ({ records: [record] }) => (await renderers()).renderCtrf(record),
  },
  markdown: {
    about: 'a comment for a pull request',
    file: { name: 'summary.md', written: 'always' },
    render: async ({ records: [record] }) => (await renderers()).renderMarkdown(record),
  },
  github: {
    about: 'annotations for GitHub Actions',
    trusted: 'annotations',
    render: async ({ records: [record] }) => (await renderers()).renderGithub(record),
  },
  badge: {
    about: 'a badge as SVG',
    file: { name: 'badge.svg', written: 'always' },
    render: async ({ records: [record] }) => (await renderers()).renderBadgeSvg(record),
  },
  'badge-json': {
    about: 'a badge for shields.io',
    file: { name: 'badge.json', written: 'always' },
    render: async ({ records: [record] }) => (await renderers()).renderBadgeJson(record),
  },
  checklist: {
    about: 'what a person should check in the workspace, after verify --checklist',
    file: { name: 'checklist.md', written: 'always' },
    render: async ({ records: [record] }) => (await renderers()).renderChecklist(record),
  },
  ledger: {
    about: 'every identifier that was sent, as NDJSON',
    file: { name: 'ledger.ndjson', written: 'remote' },
    render: async ({ records: [record] }) => (await renderers()).renderLedger(record),
  },
  'cucumber-html': {
    about: "cucumber's own page of the run",
    file: { name: 'cucumber.html', written: 'on request' },
    needsMessages: true,
    render: async ({ messages = [] }) =>
      messages.length === 0 ? '' : (await renderers()).renderCucumberHtml(messages),
  },
} satisfies Record<string, ReportFormat>;

export type ReportName = keyof typeof FORMATS;

export const REPORT_FORMATS: Readonly<Record<ReportName, ReportFormat>> = FORMATS;

const NAMES = Object.keys(FORMATS) as ReportName[];

/** What `report --format` can render from a finished run. */
export const RENDERABLE = NAMES.filter((name) => !REPORT_FORMATS[name].needsMessages);

/** What `verify --report` can ask for: files that it does not always write. */
export const REQUESTABLE = NAMES.filter(
  (name) => (REPORT_FORMATS[name].file?.written ?? 'always') !== 'always',
);

function renderers() {
  return import('./formats/index.ts');
}
