/** `report`: renders finished runs again, and merges the shards of a run. */
import { resolve } from 'node:path';
import { RENDERABLE, REPORT_FORMATS, type ReportFormat, type ReportInput } from '../../reports/catalogue.ts';
import type { RedactedText } from '../../safe-text/index.ts';
import type { ResultRecord } from '../../schemas/index.ts';
import type { CommandSpec } from '../options/command-spec.ts';
import type { OptionTable, OptionValues } from '../options/option-table.ts';
import { CommandError, type Shell } from '../shell.ts';
import { writeWhole } from '../whole-file.ts';

const OPTIONS = {
  format: {
    kind: 'text',
    value: 'name',
    what: RENDERABLE.map((name) => `${name} (${REPORT_FORMATS[name].about})`).join(', '),
    choices: RENDERABLE,
    default: 'console',
  },
  attest: {
    kind: 'text',
    value: 'file',
    what: 'a completed checklist: marks its examples as attested by a person',
  },
  out: { kind: 'text', value: 'file', what: 'writes to this file instead of to standard output' },
  gate: {
    kind: 'switch',
    what: 'exits as the run would have, with shards merged and attestations counted; for several runs, as the worst of them',
  },
} as const satisfies OptionTable;

export const REPORT = {
  name: 'report',
  summary: 'renders result records; merges the shards of a run; html shows several runs side by side',
  words: { '<file...>': 'conformance.json of a run, or of each of its shards' },
  options: OPTIONS,
} as const satisfies CommandSpec;

export async function runReport(
  { format, attest, out, gate }: OptionValues<typeof OPTIONS>,
  shell: Shell,
  files: readonly string[],
): Promise<number> {
  const { readRecord, recordFault } = await import('./read-record.ts');
  const merged = await mergedRuns(
    files.map((file) => readRecord(file, shell)),
    REPORT_FORMATS[format],
  );
  const records = await attested(merged, attest, shell);
  const fault = records.map(recordFault).find((one) => one !== undefined);
  if (fault !== undefined) throw new CommandError(5, fault);
  const { ownClauseFacts: facts } = await import('./clause-facts.ts');
  const text = await REPORT_FORMATS[format].render({ records, facts, terminal: shell });
  if (out === undefined) shell.out(text, REPORT_FORMATS[format].trusted);
  else write(resolve(shell.cwd, out), shell.redact(text));
  return gate ? worstExitCode(records) : 0;
}

type ExitCode = ResultRecord['run']['exitCode'];

/** Proven failures first, then runs without a verdict, as in docs/contract.md section 5. */
const WORST_FIRST: readonly ExitCode[] = [1, 2, 4, 5, 3, 0];

function worstExitCode(records: Runs): ExitCode {
  return WORST_FIRST.find((code) => records.some(({ run }) => run.exitCode === code)) ?? 0;
}

type Runs = ReportInput['records'];

/** Shards of one run as one record. Only a page has room for several runs; elsewhere they are a mistake. */
async function mergedRuns(
  records: readonly ResultRecord[],
  { sideBySide }: Pick<ReportFormat, 'sideBySide'>,
): Promise<Runs> {
  const { mergeRecords } = await import('../../verdict/index.ts');
  const runOf = ({ run, target }: ResultRecord) => `${run.id} ${target.baseUrl}`;
  const runs = sideBySide ? [...new Set(records.map(runOf))] : [undefined];
  const [first, ...rest] = runs.map((run) => {
    const one = mergeRecords(records.filter((record) => run === undefined || runOf(record) === run));
    if ('problem' in one) throw new CommandError(2, one.problem);
    return one.value;
  });
  if (first === undefined) throw new CommandError(2, 'name at least one conformance.json');
  return [first, ...rest];
}

async function attested(records: Runs, file: string | undefined, shell: Shell): Promise<Runs> {
  if (file === undefined) return records;
  const [{ readText }, { attest, readChecklist }] = await Promise.all([
    import('./read-record.ts'),
    import('../../reports/index.ts'),
  ]);
  const path = resolve(shell.cwd, file);
  const read = readChecklist(readText(path));
  if ('problem' in read) throw new CommandError(2, `${path}: ${read.problem}`);
  const { run, answers } = read.value;
  if (!records.some((record) => record.run.id === run)) {
    const ids = records.map((record) => record.run.id).join(', ');
    throw new CommandError(2, `${path} belongs to run ${run}, and the record to run ${ids}`);
  }
  const [first, ...rest] = records;
  const withAnswers = (record: ResultRecord) => (record.run.id === run ? attest(record, answers) : record);
  return [withAnswers(first), ...rest.map(withAnswers)];
}

function write(path: string, text: RedactedText): void {
  try {
    writeWhole(path, text);
  } catch (error) {
    throw new CommandError(2, `cannot write --out ${path}: ${(error as Error).message}`);
  }
}
