/** A run as workflow commands, which GitHub Actions shows as annotations. */
import type { ResultRecord } from '../../schemas/index.ts';
import {
  cardTitle,
  complaint,
  headline,
  isUnexplained,
  rerunCommand,
  unmetExamples,
} from '../parts/index.ts';
import { cut, plain } from '../text/index.ts';

const MESSAGE_LIMIT = 1000;

/**
 * One line per unmet example: `::error` for failures and tool errors, `::warning` for warnings; before them one line
 * for a run without a verdict or one in which only a control failed. Empty if there is nothing to annotate.
 */
export function renderGithub(record: ResultRecord): string {
  const examples = unmetExamples(record).map((one) => {
    const { clause, example } = one;
    const rule = `${clause.id} (${clause.level}, ${clause.provenance}): ${clause.title}`;
    const seen = cut(complaint(example), MESSAGE_LIMIT);
    return command(
      example.verdict === 'warn' ? 'warning' : 'error',
      cardTitle(one),
      [rule, seen, `Run again: ${rerunCommand(record, example.id)}`].join('\n'),
    );
  });
  return [...runLines(record), ...examples].map((line) => `${line}\n`).join('');
}

function runLines(record: ResultRecord): string[] {
  if (!isUnexplained(record)) return [];
  const title = headline(record);
  return [command('error', title, record.run.reasons.join('\n') || title)];
}

function command(name: 'error' | 'warning', title: string, message: string): string {
  return `::${name} title=${escapeProperty(title)}::${escapeData(message)}`;
}

/** A line feed would end the command, and the text after it could start another. */
function escapeData(text: string): string {
  return plain(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
