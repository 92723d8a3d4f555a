/** Everything needed to understand and repeat one unmet example. */
import type { ClauseResult, ExampleResult, ResultRecord, Verdict } from '../../schemas/index.ts';
import { cut, indented, oneLine, plain, VERDICT_WORDS } from '../text/index.ts';
import { curlFor } from './curl.ts';
import { differenceLines } from './difference.ts';
import { excerpt, hiddenNote, renderExchange } from './exchanges.ts';
import { rerunCommand } from './rerun.ts';

/** An example that gets a card, with its clause. */
export interface Unmet {
  readonly clause: ClauseResult;
  readonly example: ExampleResult;
}

const UNMET: readonly Verdict[] = ['fail', 'harness-error', 'warn'];

/** Characters beyond which a line is too long to copy from a terminal. */
const CURL_LIMIT = 4000;
const MESSAGE_LIMIT = 2000;

/** The examples of a run that get a card: failures, tool errors, warnings, in that order. */
export function unmetExamples({ clauses }: ResultRecord): Unmet[] {
  const all = clauses.flatMap((clause) => clause.examples.map((example) => ({ clause, example })));
  return UNMET.flatMap((verdict) => all.filter(({ example }) => example.verdict === verdict));
}

/** What is wrong, in one text; never empty. */
export function complaint({ difference, reason }: ExampleResult): string {
  return difference?.message ?? reason ?? 'no reason recorded';
}

/** Id and name of the example, on one line. */
export function cardTitle({ example }: Unmet): string {
  return oneLine(`${example.id} ${example.name}`);
}

/**
 * The card of one example as plain text, without a heading: rule, steps, exchanges, difference, a curl command for
 * each exchange shown, and the command that runs only this example.
 *
 * It cannot move the cursor of a terminal, whatever the destination responded.
 */
export function renderFailureCard(record: ResultRecord, { clause, example }: Unmet): string {
  const exchanges = excerpt(example.exchanges);
  const note = hiddenNote(exchanges);
  const sections: (readonly [string, readonly string[]])[] = [
    [
      'Clause',
      [
        `${clause.id} · ${clause.level} · ${clause.provenance} · ${VERDICT_WORDS[example.verdict]}`,
        oneLine(clause.title),
      ],
    ],
    ['Example', [...example.steps.map(plain), `(${oneLine(example.location)})`]],
    ['Exchanges', [...exchanges.shown.map(renderExchange), ...(note === undefined ? [] : [note])]],
    [
      'Difference',
      [plain(cut(complaint(example), MESSAGE_LIMIT)), ...differenceLines(example.difference ?? {})],
    ],
    ['Send again', exchanges.shown.map(curlLine)],
    ['Run again', [rerunCommand(record, example.id)]],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([heading, lines]) => `${heading}\n${indented(lines.join('\n'), '  ')}`)
    .join('\n');
}

function curlLine(exchange: Parameters<typeof curlFor>[0]): string {
  const line = curlFor(exchange);
  return line.length <= CURL_LIMIT
    ? line
    : `(the curl command has ${line.length} characters, too long to copy: see the request in conformance.json)`;
}
