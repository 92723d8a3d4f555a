/** `cite`: a clause to paste into documentation, with an example that is executed for it. */
import { CITATION_FORMATS, type CitationFormat, REQUEST_FORMS } from '../../reports/catalogue.ts';
import type { CommandSpec } from '../options/command-spec.ts';
import type { OptionTable, OptionValues } from '../options/option-table.ts';
import { SETTING_OPTIONS } from '../options/setting-options.ts';

const WHERE = {
  ...SETTING_OPTIONS.baseUrl,
  what: 'with --check: a destination at which every cited example must pass, too; nothing else uses it',
} as const;

/** How cited examples are checked at a destination, as `verify` takes it. */
const TARGET = {
  baseUrl: WHERE,
  apiKey: SETTING_OPTIONS.apiKey,
  apiKeyMode: SETTING_OPTIONS.apiKeyMode,
  blockingApiKey: SETTING_OPTIONS.blockingApiKey,
  restrictedApiKey: SETTING_OPTIONS.restrictedApiKey,
  header: SETTING_OPTIONS.header,
  ca: SETTING_OPTIONS.ca,
  clientCert: SETTING_OPTIONS.clientCert,
  clientKey: SETTING_OPTIONS.clientKey,
  yes: {
    kind: 'switch',
    what: 'sends test data to an endpoint on another machine without asking',
    group: 'Target',
  },
  recordsUrl: SETTING_OPTIONS.recordsUrl,
  adapter: SETTING_OPTIONS.adapter,
  settle: SETTING_OPTIONS.settle,
  lastLook: SETTING_OPTIONS.lastLook,
  timeout: SETTING_OPTIONS.timeout,
  rate: SETTING_OPTIONS.rate,
  maxCalls: SETTING_OPTIONS.maxCalls,
  maxTime: SETTING_OPTIONS.maxTime,
  concurrency: SETTING_OPTIONS.concurrency,
} as const satisfies OptionTable;

const OPTIONS = {
  format: {
    kind: 'text',
    value: 'name',
    what: 'format of the citation',
    choices: Object.keys(CITATION_FORMATS) as readonly CitationFormat[],
    default: 'markdown',
  },
  as: {
    kind: 'text',
    value: 'form',
    what: 'how requests are written',
    choices: REQUEST_FORMS,
    default: 'http',
  },
  example: { kind: 'text', value: 'id', what: 'which of its examples to show', otherwise: 'the first' },
  record: { kind: 'text', value: 'file', what: 'conformance.json of a run, whose verdict is cited' },
  all: { kind: 'switch', what: 'every clause, one file each; requires --out' },
  out: { kind: 'text', value: 'folder', what: 'where the files are written' },
  update: { kind: 'switch', what: 'fills the citations that are marked in the named files' },
  check: {
    kind: 'switch',
    what: 'exits with 1 if a citation in the named files is not what --update would write, or its example fails',
  },
  ...TARGET,
} as const satisfies OptionTable;

export type CiteOptions = OptionValues<typeof OPTIONS>;

export const CITE = {
  name: 'cite',
  summary: 'prints a clause to paste into documentation: rule, sources, an executed example, latest verdict',
  words: {
    '[clause-or-file...]': 'for instance AST-GROUP-004; with --update or --check files such as docs/*.md',
  },
  options: OPTIONS,
  notes: `Files mark their citations, in Markdown and HTML with
  <!-- astrolabe:cite AST-GROUP-004 as=curl -->
  <!-- /astrolabe -->
and in AsciiDoc with // in place of <!-- and -->. A marker also takes example=ID.

Exit codes of cite --check: 0 everything is as it would be written and passes · 1 something is not · 2 wrong usage ·
3 the destination of --base-url could not be judged · 4 it cannot be reached`,
} as const satisfies CommandSpec;
