/** `report`: renders finished runs again, and merges shards of one. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { RENDERABLE, REPORT_FORMATS, type ReportFormat, type ReportInput } from '../../reports/catalogue.ts';
import type { ResultRecord } from '../../schemas/index.ts';
import { type Given, reader, valueOption } from '../options.ts';
import { CommandError, type Shell } from '../shell.ts';

export function reportCommand(shell: Shell, finish: (exitCode: number) => void): Command {
  return new Command('report')
    .description(
      'renders result records; shards of one run are merged, and html shows several runs side by side',
    )
    .argument('<file...>', 'conformance.json of a run, or of each of its shards')
    .addOption(
      valueOption(
        '--format <name>',
        `one of ${RENDERABLE.map((name) => `${name} (${REPORT_FORMATS[name].about})`).join(', ')} (default: console)`,
      ),
    )
    .addOption(
      valueOption('--attest <file>', 'a filled-in checklist: marks its examples as attested by a person'),
    )
    .addOption(valueOption('--out <file>', 'write there instead of to standard output'))
    .action(async (files: string[], given: Given) => {
      const options = reader(given, shell);
      const { readRecord } = await import('./read-record.ts');
      const format = formatNamed(options.text('format') ?? 'console');
      const merged = await mergedRuns(
        files.map((file) => readRecord(file, shell)),
        format,
      );
      const records = await attested(merged, options.text('attest'), shell);
      const { ownClauseFacts: facts } = await import('./clause-facts.ts');
      const text = await format.render({ records, facts, terminal: shell });
      const out = options.text('out');
      if (out === undefined) shell.out(text);
      else write(resolve(shell.cwd, out), text);
      finish(0);
    });
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
  if (first === undefined) throw new CommandError(2, 'give at least one conformance.json');
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

function formatNamed(name: string): ReportFormat {
  const known = RENDERABLE.find((one) => one === name);
  if (known !== undefined) return REPORT_FORMATS[known];
  throw new CommandError(2, `--format is one of ${RENDERABLE.join(', ')}, not ${JSON.stringify(name)}`);
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new CommandError(2, `--out ${path} cannot be written: ${(error as Error).message}`);
  }
}
