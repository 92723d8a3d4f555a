/** A run as workflow commands, which GitHub Actions shows as annotations. */
import type { ExampleResult, ResultRecord } from '../../schemas/index.ts';
import { standingOf } from '../../verdict/index.ts';
import {
  cardTitle,
  complaint,
  headline,
  networkInWords,
  rerunCommand,
  shortFormInWords,
  testimonyInWords,
  unmetExamples,
} from '../parts/index.ts';
import { cut, plain } from '../text/index.ts';

const MESSAGE_LIMIT = 1000;

type Severity = 'error' | 'warning' | 'notice';

/**
 * One line for the run, with its verdict, then one per unmet example: `::error` for failures, tool errors and what a
 * person saw broken, `::warning` for warnings, `::notice` for failures that the baseline excuses. There is an error if
 * and only if the exit code of the run is not 0.
 */
export function renderGithub(record: ResultRecord): string {
  const examples = unmetExamples(record).map((one) => {
    const { clause, example } = one;
    const rule = `${clause.id} (${clause.level}, ${clause.provenance}): ${clause.title}`;
    const seen = cut(complaint(example), MESSAGE_LIMIT);
    const isKnown = record.run.baseline?.excused.includes(example.id) === true;
    const known = isKnown ? [`Known: the baseline ${record.run.baseline?.file} excuses it`] : [];
    return command(
      isKnown ? 'notice' : severityOf(example),
      cardTitle(one),
      [rule, seen, ...known, `Run again: ${rerunCommand(record, example.id)}`].join('\n'),
    );
  });
  return [runLine(record), ...examples, ...attested(record)].map((line) => `${line}\n`).join('');
}

function severityOf({ verdict }: ExampleResult): Severity {
  return verdict === 'warn' ? 'warning' : 'error';
}

function runLine(record: ResultRecord): string {
  const title = headline(record);
  const { verdict, run } = record;
  const isQuiet = verdict === 'conformant' || verdict === 'known-failures';
  const severity = run.exitCode !== 0 ? 'error' : isQuiet ? 'notice' : 'warning';
  const message = [...run.reasons, ...shortFormInWords(record), ...networkInWords(record)].join('\n');
  return command(severity, title, message || title);
}

/** What people saw broken that the run could not see. */
function attested({ clauses, run }: ResultRecord): string[] {
  return clauses.flatMap((clause) =>
    clause.examples.flatMap((example) => {
      const standing = standingOf(example, clause, run);
      if (standing !== 'attested-failure' && standing !== 'attested-warning') return [];
      const said = example.attestation && testimonyInWords(example.attestation);
      const rule = `${clause.id} (${clause.level}, ${clause.provenance}): ${clause.title}`;
      const severity = standing === 'attested-failure' ? 'error' : 'warning';
      return [command(severity, cardTitle({ clause, example }), `${rule}\n${said}, not observed`)];
    }),
  );
}

function command(name: Severity, title: string, message: string): string {
  return `::${name} title=${escapeProperty(title)}::${escapeData(message)}`;
}

/** A line feed would end the command, and the text after it could start another. */
function escapeData(text: string): string {
  return plain(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
