/** `verify`: grades a destination and writes reports. */
import { REPORT_FORMATS, REQUESTABLE } from '../../reports/catalogue.ts';
import type { CommandSpec } from '../options/command-spec.ts';
import type { OptionTable, OptionValues } from '../options/option-table.ts';
import { SETTING_OPTIONS } from '../options/setting-options.ts';

const OTHER_OUTPUT = 'watching shows one run after another';

const NO_EXAMPLES = 'exploring alone runs no examples';

const OPTIONS = {
  ...SETTING_OPTIONS,
  target: {
    kind: 'text',
    value: 'name',
    what: 'one of the targets in the configuration file',
    group: 'Target',
  },
  config: {
    kind: 'text',
    value: 'file',
    what: 'configuration file',
    group: 'Target',
    otherwise: 'astrolabe.config.json, .yaml or .js in the working folder',
  },
  yes: {
    kind: 'switch',
    what: 'sends test data to an endpoint on another machine without asking',
    group: 'Target',
    inFile: true,
  },
  clauses: {
    kind: 'list',
    value: 'glob',
    what: 'only these clauses: "AST-IDENT-*"',
    group: 'Selection',
    inFile: true,
  },
  example: {
    kind: 'list',
    value: 'id',
    what: 'only this example: AST-IDENT-002.1',
    group: 'Selection',
  },
  tags: {
    kind: 'text',
    value: 'expression',
    what: 'only examples with these tags: "not @should"',
    group: 'Selection',
    inFile: true,
  },
  smoke: {
    kind: 'switch',
    what: 'only the smoke set: at most one example of each clause, the one that catches most',
    group: 'Selection',
    inFile: true,
  },
  shard: {
    kind: 'text',
    value: 'k/n',
    what: 'only one of n parts that take about equally long: 2/5; with the same --run-id and --seed for all, report merges their records',
    group: 'Selection',
  },
  shardBy: {
    kind: 'text',
    value: 'file',
    what: 'with --shard: balances the parts by the durations in this conformance.json, the same for all parts',
    otherwise: 'by the number of requests',
    group: 'Selection',
    isPath: true,
  },
  explore: {
    kind: 'whole',
    value: 'number',
    what: 'also plays this number of random sequences of calls, and shrinks those that fail; 0: none',
    group: 'Exploration',
    otherwise: '2; none with a selection, --rate, --max-calls or --checklist; 300 with --explore-only',
    least: 0,
    most: 1_000_000,
    excludes: { dryRun: 'what exploring sends depends on the responses' },
    inFile: true,
  },
  exploreOnly: {
    kind: 'switch',
    what: 'explores and runs no examples; says what was found, not whether the destination conforms',
    group: 'Exploration',
    excludes: {
      clauses: NO_EXAMPLES,
      example: NO_EXAMPLES,
      tags: NO_EXAMPLES,
      smoke: NO_EXAMPLES,
      dryRun: 'what exploring sends depends on the responses',
    },
  },
  explorePath: {
    kind: 'text',
    value: 'path',
    what: 'with --seed: starts at this sequence, which an earlier run found',
    group: 'Exploration',
  },
  exploreTime: {
    kind: 'whole',
    value: 'seconds',
    what: 'how long exploring may take',
    group: 'Exploration',
    least: 1,
    default: 300,
  },
  baseline: {
    kind: 'text',
    value: 'file',
    what: 'known failures, which do not fail the run; a stale entry does',
    group: 'Verdict',
    isPath: true,
    inFile: true,
  },
  updateBaseline: {
    kind: 'switch',
    what: 'writes the failures of this run to the baseline file',
    group: 'Verdict',
  },
  reportDir: {
    kind: 'text',
    value: 'folder',
    what: 'where the reports are written',
    group: 'Reports',
    default: 'reports/output',
    isPath: true,
    inFile: true,
  },
  report: {
    kind: 'list',
    value: 'name',
    what: `also writes this report: ${REQUESTABLE.map((name) => `${name} (${REPORT_FORMATS[name].about})`).join(', ')}`,
    group: 'Reports',
    choices: REQUESTABLE,
    inFile: true,
  },
  history: {
    kind: 'switch',
    what: 'adds this run to history.ndjson in the report folder; report.html shows how verdicts moved',
    group: 'Reports',
    inFile: true,
  },
  json: {
    kind: 'switch',
    what: 'prints the result record, and nothing else, on standard output',
    group: 'Reports',
  },
  watch: {
    kind: 'list',
    value: 'path',
    what: 'runs, waits for a change under this file or folder and for the target to answer, runs what failed, and then everything; q or Ctrl-C ends with the exit code of the last run of everything',
    group: 'Watching',
    excludes: {
      dryRun: 'a dry run is the same after every change',
      exploreOnly: NO_EXAMPLES,
      json: OTHER_OUTPUT,
      updateBaseline: 'each run would excuse what the next one is to show',
      runId: 'each run needs identifiers of its own',
    },
  },
  dryRun: {
    kind: 'switch',
    what: 'prints every call that a run would send, and sends none',
    group: 'Reports',
  },
} as const satisfies OptionTable;

export type VerifyOptions = OptionValues<typeof OPTIONS>;

export const VERIFY = {
  name: 'verify',
  summary: 'grades a destination; without --base-url, the embedded emulator',
  options: OPTIONS,
  section: 'verify',
} as const satisfies CommandSpec;
