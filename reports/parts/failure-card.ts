/** Everything needed to understand and repeat one unmet example, as plain text. */
import type { Exchange, ResultRecord } from '../../schemas/index.ts';
import {
  cut,
  indented,
  oneLine,
  POSIX,
  plain,
  plural,
  type ShellLines,
  VERDICT_WORDS,
} from '../text/index.ts';
import type { ClauseFailure } from './causes.ts';
import { differenceLines } from './difference.ts';
import {
  judgedLines,
  rerunCommand,
  type SequenceStep,
  type ShellCommand,
  sendAgain,
  sequenceOf,
  stepName,
  stepOutcome,
  stepTiming,
} from './requests/index.ts';
import { complaint, exchangesOf, type Unmet } from './unmet.ts';

/** Characters beyond which a line is too long to copy from a terminal. */
const COMMAND_LIMIT = 4000;
const MESSAGE_LIMIT = 2000;

/** Steps of a sequence beyond which the ones in the middle are counted. */
const STEPS_SHOWN = 8;
const OTHERS_SHOWN = 20;
const OTHER_LIMIT = 160;

/** Id and name of the example, on one line. */
export function cardTitle({ example }: Unmet): string {
  return oneLine(`${example.id} ${example.name}`);
}

/**
 * The card of one example as plain text, without a heading: rule, difference, steps, the sequence of calls, the
 * commands that send it again, and the command that runs only this example.
 *
 * It cannot move the cursor of a terminal, whatever the destination responded.
 */
export function renderFailureCard(
  record: ResultRecord,
  { clause, example }: Unmet,
  shell: ShellLines = POSIX,
): string {
  const steps = sequenceOf(exchangesOf(record, example), example.difference);
  const { calls, looks } = sendAgain(record.run, steps, shell);
  return sections([
    ...whatIsWrong({ clause, example }),
    ['Example', [...example.steps.map(plain), `(${oneLine(example.location)})`]],
    ['Exchanges', sequenceLines(steps)],
    ['Send again', calls.length === 0 ? [] : commandLines(record, calls)],
    ['Look at the records', looks.map(lineOf)],
    ['Run again', [rerunCommand(record, example.id, shell)]],
  ]);
}

/**
 * The card of a clause: that of its worst example, and one line for each further one.
 *
 * @param brief only what is wrong and how to run it again, for a clause under a cause whose first card says the rest
 * @param shell the shell that its lines are for; default: a POSIX shell
 */
export function renderClauseCard(
  record: ResultRecord,
  failure: ClauseFailure,
  brief = false,
  shell: ShellLines = POSIX,
): string {
  const card = brief
    ? sections([...whatIsWrong(failure), ['Run again', [rerunCommand(record, failure.example.id, shell)]]])
    : renderFailureCard(record, failure, shell);
  const others = otherLines(failure);
  return others.length === 0 ? card : `${card}\n${sections([['Further examples of this clause', others]])}`;
}

type Section = readonly [heading: string, lines: readonly string[]];

function whatIsWrong({ clause, example }: Unmet): Section[] {
  return [
    [
      'Clause',
      [
        `${clause.id} · ${clause.level} · ${clause.provenance} · ${VERDICT_WORDS[example.verdict]}`,
        oneLine(clause.title),
      ],
    ],
    [
      'Difference',
      [plain(cut(complaint(example), MESSAGE_LIMIT)), ...differenceLines(example.difference ?? {})],
    ],
  ];
}

function otherLines({ others }: ClauseFailure): string[] {
  const shown = others
    .slice(0, OTHERS_SHOWN)
    .map((other) => oneLine(cut(`${other.id}: ${complaint(other)}`, OTHER_LIMIT)));
  const hidden = others.length - shown.length;
  return [...shown, ...(hidden > 0 ? [`… and ${hidden} more`] : [])];
}

function sections(parts: readonly Section[]): string {
  return parts
    .filter(([, lines]) => lines.length > 0)
    .map(([heading, lines]) => `${heading}\n${indented(lines.join('\n'), '  ')}`)
    .join('\n');
}

function sequenceLines(steps: readonly SequenceStep[]): string[] {
  const numbered = steps.map((step, index) => ({ step, number: index + 1 }));
  const markers = numbered.filter(({ step }) => step.kind === 'marker');
  const own = numbered.filter(({ step }) => step.kind !== 'marker');
  const { shown, hidden } = abridged(own, ({ step }) => step.matters);
  const sent = markers.reduce((total, { step }) => total + step.exchanges.length, 0);
  return [
    ...shown.map((one) =>
      one === undefined ? `… ${plural(hidden, 'more step')}` : stepLines(one.step, one.number),
    ),
    ...(sent === 0 ? [] : [`(${plural(sent, 'exchange')} of this tool's own markers in conformance.json)`]),
  ];
}

/** The first items, those that matter and the last ones; undefined stands for what is left out. */
function abridged<T>(
  items: readonly T[],
  matters: (item: T) => boolean,
): { readonly shown: readonly (T | undefined)[]; readonly hidden: number } {
  if (items.length <= STEPS_SHOWN) return { shown: items, hidden: 0 };
  const kept = items.filter(
    (item, index) => index < STEPS_SHOWN / 2 || index >= items.length - STEPS_SHOWN / 2 || matters(item),
  );
  const gap = items.findIndex((item) => !kept.includes(item));
  const hidden = items.length - kept.length;
  return { shown: hidden === 0 ? items : [...kept.slice(0, gap), undefined, ...kept.slice(gap)], hidden };
}

/** A step that matters with its whole exchange; of any other one, what was sent. */
function stepLines(step: SequenceStep, number: number): string {
  const { kind, last, matters } = step;
  const { method, url, headers, body } = last.request;
  const mark = matters ? `  ◀ ${kind === 'look' ? 'the look that decided' : 'the call that matters'}` : '';
  const title = `${number}. ${stepName(step)}: ${stepOutcome(step)} (${stepTiming(step)})${mark}`;
  if (!matters) return [title, ...(kind === 'call' ? judgedLines({}, body) : [])].join('\n');
  return [title, `→ ${method} ${oneLine(url)}`, ...judgedLines(headers, body), ...responseLines(last)].join(
    '\n',
  );
}

function responseLines({ response }: Exchange): string[] {
  if (response === undefined) return [];
  return [`← ${response.status}`, ...judgedLines(response.headers, response.body)];
}

function commandLines({ target }: ResultRecord, commands: readonly ShellCommand[]): string[] {
  const { shown, hidden } = abridged(commands, () => false);
  return [
    ...(target.embedded
      ? [
          '(the embedded emulator ended with the run: start one with `npx astrolabe-conformance emulate` and use its address)',
        ]
      : []),
    ...shown.map((command) =>
      command === undefined ? `# … ${plural(hidden, 'more call')}, all in report.html` : lineOf(command),
    ),
  ];
}

function lineOf({ line }: ShellCommand): string {
  return line.length <= COMMAND_LIMIT
    ? line
    : `(the command has ${line.length} characters, too long to copy: see the request in conformance.json)`;
}
