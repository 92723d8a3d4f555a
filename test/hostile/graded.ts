/** Grades one way with `verify`, and says what a hostile side achieved. */
import { RENDERABLE, REPORT_FORMATS } from '../../reports/catalogue.ts';
import { guarded } from '../../safe-text/index.ts';
import type { ResultRecord } from '../../schemas/index.ts';
import { type Role, startFront, type Way } from './front.ts';
import { filesIn, type Measured, measure } from './measured.ts';
import { makeScratch } from './scratch.ts';
import { faultsIn } from './search.ts';
import { API_KEY, BLOCKING_KEY } from './texts.ts';

/** What came of one way. */
export interface Outcome extends Pick<Measured, 'exitCode' | 'seconds' | 'peakMB'> {
  readonly bytes: number;
  /** Empty if it achieved nothing. */
  readonly faults: readonly string[];
}

/** A few clauses that meet every way: refusals, accepted calls, and each collection of the Records API. */
const CLAUSES: Readonly<Record<Role, readonly string[]>> = {
  destination: [
    ...['AST-AUTH-002', 'AST-AUTH-003', 'AST-AUTH-004', 'AST-AUTH-008', 'AST-HTTP-001', 'AST-HTTP-005'],
    ...['AST-HTTP-006', 'AST-ERR-*', 'AST-IDENT-001', 'AST-IDENT-006'],
  ],
  'Records API': [
    ...['AST-IDENT-001', 'AST-IDENT-002', 'AST-IDENT-004', 'AST-IDENT-007', 'AST-GROUP-001'],
    ...['AST-ASSOC-001', 'AST-TRACK-001', 'AST-TRACK-002'],
  ],
};

const HOW = [
  '--settle',
  '300ms',
  '--timeout',
  '1s',
  '--last-look',
  '10ms',
  '--max-time',
  '6s',
  '--report',
  'cucumber-html',
];

/** Bytes of all reports of one run. */
const REPORTS_LIMIT = 50 * 1024 * 1024;

export async function gradeWay(role: Role, way: Way, memoryMB: number): Promise<Outcome> {
  const front = await startFront(role, way);
  const folder = makeScratch('reports');
  try {
    const where = ['--base-url', front.baseUrl, '--records-url', front.recordsUrl, '--report-dir', folder];
    const clauses = CLAUSES[role].flatMap((clause) => ['--clauses', clause]);
    const keys = { ASTROLABE_API_KEY: API_KEY, ASTROLABE_BLOCKING_API_KEY: BLOCKING_KEY };
    const ran = await measure(['verify', ...where, ...clauses, ...HOW], keys);
    const files = filesIn(folder);
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const written = files.find(({ name }) => name === 'conformance.json')?.text;
    const record = written === undefined ? undefined : (JSON.parse(written) as ResultRecord);
    const faults = [
      ...front.faults.map((fault) => `the way itself failed: ${fault}`),
      ...(front.seen() === 0 ? ['the way met no request'] : []),
      ...faultsOfRun(ran, record),
      ...(ran.peakMB > memoryMB ? [`${ran.peakMB.toFixed(0)} MB of memory`] : []),
      ...(bytes > REPORTS_LIMIT ? [`${bytes} bytes of reports`] : []),
      ...(way.blameless === true && record !== undefined ? blamed(record) : []),
      ...faultsIn('standard output', ran.out, 'terminal'),
      ...faultsIn('standard error', ran.err, 'terminal'),
      ...files.flatMap(({ name, text }) =>
        faultsIn(name, withoutCucumberProgram(text), /\.html$/.test(name) ? 'data' : 'text'),
      ),
      ...(record === undefined ? [] : await faultsOfFormats(record)),
    ];
    const { exitCode, seconds, peakMB } = ran;
    return { exitCode, seconds, peakMB, bytes, faults };
  } finally {
    await front.close();
  }
}

/** Cucumber's page is a program, with control characters of its own, around the messages of the run. */
function withoutCucumberProgram(text: string): string {
  return /CUCUMBER_MESSAGES = .*?<\/script>/s.exec(text)?.[0] ?? text;
}

/** A run ends by itself, with a record that agrees with its exit code, and without a fault of the tool. */
function faultsOfRun({ exitCode, err }: Measured, record: ResultRecord | undefined): string[] {
  if (record === undefined) return [`no record; exit ${exitCode}: ${err.slice(0, 500)}`];
  const errors = record.clauses.filter(({ verdict }) => verdict === 'harness-error');
  return [
    ...([0, 1, 3, 4].includes(exitCode ?? -1) ? [] : [`exit ${exitCode}: ${err.slice(0, 500)}`]),
    ...(exitCode === record.run.exitCode
      ? []
      : [`exit ${exitCode}, and ${record.run.exitCode} in the record`]),
    ...errors.map(
      ({ id, examples }) =>
        `a fault of the tool in ${id}: ${examples.map(({ reason }) => reason?.slice(0, 300))}`,
    ),
    ...(/\n {4}at /.test(err) ? [`a stack trace: ${err.slice(0, 500)}`] : []),
  ];
}

function blamed({ clauses }: ResultRecord): string[] {
  return clauses
    .filter(({ verdict }) => ['fail', 'warn'].includes(verdict))
    .map(({ id }) => `${id} is blamed`);
}

/** Of reports that a run does not write: each format is rendered again. */
async function faultsOfFormats(record: ResultRecord): Promise<string[]> {
  const faults: string[] = [];
  for (const format of RENDERABLE) {
    const { file, render } = REPORT_FORMATS[format];
    if (file?.written === 'always') continue;
    const text = await render({
      records: [record],
      facts: () => [],
      terminal: { width: 100, colour: false },
    });
    const printed = guarded(text, REPORT_FORMATS[format].trusted);
    // Commands are what the format for GitHub is made of; each must be one of its own.
    const own =
      format === 'github'
        ? printed.replaceAll(/^::(error|warning|notice|group|endgroup)\b[^\n]*$/gm, '')
        : printed;
    faults.push(...faultsIn(`the format ${format}`, own, 'terminal'));
  }
  return faults;
}
