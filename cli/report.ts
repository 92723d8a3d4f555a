/** `report`: renders finished runs again, and merges shards of one. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import type { ResultRecord } from '../schemas/index.ts';
import { type Given, reader, valueOption } from './options.ts';
import { CommandError, type Shell } from './shell.ts';

export function reportCommand(shell: Shell, finish: (exitCode: number) => void): Command {
  return new Command('report')
    .description('renders result records; several records of one run are merged')
    .argument('<file...>', 'conformance.json of a run, or of each of its shards')
    .addOption(
      valueOption(
        '--format <name>',
        'console, junit, markdown, github, badge, badge-json or json (default: console)',
      ),
    )
    .addOption(
      valueOption('--attest <file>', 'a filled-in checklist: marks its examples as attested by a person'),
    )
    .addOption(valueOption('--out <file>', 'write there instead of to standard output'))
    .action(async (files: string[], given: Given) => {
      const options = reader(given, shell);
      const [{ readRecord }, reports] = await Promise.all([
        import('./read-record.ts'),
        import('../reports/index.ts'),
      ]);
      const merged = reports.mergeRecords(files.map((file) => readRecord(file, shell)));
      if ('problem' in merged) throw new CommandError(2, merged.problem);
      const record = await attested(merged.record, options.text('attest'), shell);
      const text = await render(record, options.text('format') ?? 'console', shell);
      const out = options.text('out');
      if (out === undefined) shell.out(text);
      else write(resolve(shell.cwd, out), text);
      finish(0);
    });
}

async function attested(record: ResultRecord, file: string | undefined, shell: Shell): Promise<ResultRecord> {
  if (file === undefined) return record;
  const [{ readText }, { attest, readChecklist, runOfChecklist }] = await Promise.all([
    import('./read-record.ts'),
    import('../reports/index.ts'),
  ]);
  const path = resolve(shell.cwd, file);
  const text = readText(path);
  const read = readChecklist(text);
  if ('problem' in read) throw new CommandError(2, `${path}: ${read.problem}`);
  const run = runOfChecklist(text);
  if (run !== record.run.id) {
    throw new CommandError(
      2,
      `${path} belongs to the run ${run}, and the record to the run ${record.run.id}`,
    );
  }
  return attest(record, read.answers);
}

async function render(record: ResultRecord, format: string, shell: Shell): Promise<string> {
  const reports = await import('../reports/index.ts');
  const renderers: Record<string, () => string> = {
    console: () => `${reports.renderSummary(record, shell)}\n`,
    junit: () => reports.renderJunit(record),
    markdown: () => reports.renderMarkdown(record),
    github: () => reports.renderGithub(record),
    badge: () => reports.renderBadgeSvg(record),
    'badge-json': () => reports.renderBadgeJson(record),
    json: () => `${JSON.stringify(record, null, 2)}\n`,
  };
  const renderer = Object.hasOwn(renderers, format) ? renderers[format] : undefined;
  if (renderer === undefined) {
    throw new CommandError(
      2,
      `--format is one of ${Object.keys(renderers).join(', ')}, not ${JSON.stringify(format)}`,
    );
  }
  return renderer();
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new CommandError(2, `--out ${path} cannot be written: ${(error as Error).message}`);
  }
}
