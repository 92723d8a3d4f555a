/** A check as text for a terminal: findings, then coverage, then the sum. */
import { cut, oneLine, type Paint, plural, wrap } from '../../../reports/text/index.ts';
import type { TrafficCheck } from '../../../schemas/index.ts';
import type { NamedCall, TrafficFinding } from './arrived.ts';

const MARKS = {
  violation: { mark: '✗', style: 'red' },
  improvement: { mark: '!', style: 'yellow' },
  information: { mark: 'i', style: 'cyan' },
} as const;

/** Columns of the names before the coverage. */
const NAME = 11;

/** Findings of one level that are written out; a file has all of them. */
const MOST_SHOWN = 20;

interface TextOptions {
  readonly paint: Paint;
  /** Columns of a line. */
  readonly width: number;
}

export function renderCheckText(check: TrafficCheck, { paint, width }: TextOptions): string {
  const { findings, counts, coverage, plan } = check;
  const blocks = Object.keys(MARKS).flatMap((level) => {
    const all = findings.filter((one) => one.level === level);
    const more = all.length - MOST_SHOWN;
    return [
      ...all.slice(0, MOST_SHOWN).map((one) => findingText(one, paint, width)),
      ...(more > 0 ? [`  … and ${plural(more, `different ${level}`)} more; --check-json has them`] : []),
    ];
  });
  const lines = [
    paint('bold', `Check: ${arrivedInWords(counts)}`),
    ...blocks.flatMap((block) => ['', block]),
    ...(check.findingsLeftOut > 0
      ? ['', `  ${plural(check.findingsLeftOut, 'further finding')} counted and not told apart`]
      : []),
    '',
    ...coverageLines(coverage, counts.delivered, width),
    ...(plan === undefined ? [] : planLines(plan, width)),
    '',
    sumOf(check, paint),
  ];
  return `${lines.join('\n')}\n`;
}

function arrivedInWords({
  calls,
  byType,
  delivered,
  waiting,
  refusedRequests,
}: TrafficCheck['counts']): string {
  const types = Object.entries(byType).map(([type, count]) => `${count} ${type}`);
  const under = waiting === 0 ? '' : `, ${waiting} not ended`;
  const refused = refusedRequests === 0 ? '' : `, ${plural(refusedRequests, 'request')} refused`;
  const arrived = calls === 1 ? '1 call arrived' : `${calls} calls arrived`;
  return `${arrived}${types.length === 0 ? '' : ` (${types.join(', ')})`}, ${delivered} delivered${under}${refused}`;
}

function findingText(finding: TrafficFinding, paint: Paint, width: number): string {
  const { level, rule, pointer, message, probably, count, calls } = finding;
  const { mark, style } = MARKS[level];
  const place = pointer === '' ? '' : ` at ${shown(pointer)}`;
  const hint = probably === undefined ? '' : `; ${shown(probably)}`;
  const senders = [...new Set(calls.flatMap(({ page, library }) => page ?? library ?? []))].map(shown);
  return [
    `${paint(style, `${mark} ${level}`)}  ${shown(rule)}${place}`,
    ...[
      `${shown(message)}${hint}`,
      whoInWords(count, calls),
      ...(senders.length === 0 ? [] : [`from ${senders.join(', ')}`]),
    ].map((line) => indented(line, width, '  ')),
  ].join('\n');
}

function whoInWords(count: number, calls: readonly NamedCall[]): string {
  const names = calls.flatMap(callInWords);
  if (names.length === 0) return count === 1 ? 'once' : `${count} times`;
  return count === 1
    ? `call ${names[0]}`
    : `${count} calls: ${names.join(', ')}${count > names.length ? ', …' : ''}`;
}

/** `3 (track "Signed Up", m-3)`, or nothing for a request. */
function callInWords({ number, type, event, messageId }: NamedCall): string[] {
  if (number === undefined) return [];
  const name = event === undefined ? '' : ` ${JSON.stringify(event)}`;
  const id = messageId === undefined ? '' : `, ${messageId}`;
  return [shown(`${number} (${type ?? 'no type'}${name}${id})`)];
}

function indented(text: string, width: number, indent: string): string {
  return indent + wrap(text, width, indent);
}

/** Names and messages may repeat what a stranger sent. */
function shown(text: string): string {
  return oneLine(cut(text, 300));
}

function coverageLines(
  { sentences, clauses }: TrafficCheck['coverage'],
  delivered: number,
  width: number,
): readonly string[] {
  const of = (list: readonly { readonly status: string }[], status: string) =>
    list.filter((one) => one.status === status).length;
  const share = (list: readonly { readonly status: string }[]) => {
    const broken = of(list, 'broken');
    const exercised = of(list, 'exercised') + broken;
    return `${exercised} of ${list.length} exercised${broken === 0 ? '' : `, ${broken} of them broken`}`;
  };
  const ids = (status: string) => clauses.filter((one) => one.status === status).map(({ id }) => id);
  const broken = ids('broken');
  const untold =
    delivered > 0 && ids('exercised').length === 0
      ? [row('', 'the destination that the calls went to does not say which clauses decided', width)]
      : [];
  return [
    row('Sentences', share(sentences), width),
    ...(untold.length > 0
      ? []
      : [row('', `not exercised (paragraph.sentence): ${notExercised(sentences)}`, width)]),
    row('Clauses', share(clauses), width),
    ...(broken.length === 0 ? [] : [row('', `broken: ${broken.join(', ')}`, width)]),
    ...untold,
  ];
}

/** `2.1, 2.3, 4.1`: paragraph and sentence. */
function notExercised(sentences: TrafficCheck['coverage']['sentences']): string {
  const missing = sentences.filter(({ status }) => status === 'not-exercised');
  if (missing.length === 0) return 'none';
  return missing.map(({ paragraph, sentence }) => `${paragraph}.${sentence}`).join(', ');
}

function row(name: string, text: string, width: number): string {
  return name.padEnd(NAME) + wrap(text, width, ' '.repeat(NAME));
}

function planLines(plan: NonNullable<TrafficCheck['plan']>, width: number): readonly string[] {
  const { file, events, neverSent } = plan;
  const sent = events.length - neverSent.length;
  const missing =
    neverSent.length === 0
      ? ''
      : `; never sent: ${neverSent.map((name) => shown(JSON.stringify(name))).join(', ')}`;
  return [
    row('Plan', `${sent} of ${plural(events.length, 'event')} of ${shown(file)} sent${missing}`, width),
  ];
}

function sumOf({ counts, exitCode }: TrafficCheck, paint: Paint): string {
  const { violations, improvements, information } = counts;
  const sum = [
    plural(violations, 'violation'),
    plural(improvements, 'improvement'),
    `${information} for information`,
  ].join(', ');
  if (violations > 0) return paint('red', `${sum}.`);
  return exitCode === 0 ? paint('green', `${sum}.`) : `${sum}.`;
}
