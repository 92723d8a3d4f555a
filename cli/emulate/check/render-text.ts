/** A check as text for a terminal: findings, then coverage, then the sum. */
import { withoutWorldKeys } from '../../../emulator/start.ts';
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
      ...whoInWords(count, calls),
      ...(senders.length === 0 ? [] : [`from ${senders.join(', ')}`]),
    ].map((line) =>
      line.startsWith('  ') ? indented(line, width, '    ', '      ') : indented(line, width, '  '),
    ),
  ].join('\n');
}

/** One line for each call: ids are long, and side by side nobody sees where one ends. */
function whoInWords(count: number, calls: readonly NamedCall[]): readonly string[] {
  const names = calls.flatMap(callInWords);
  // A finding about the tracking plan itself has neither a call nor a request.
  if (calls.every((call) => Object.keys(call).length === 0)) return [];
  if (names.length === 0) return [count === 1 ? 'once' : `${count} times`];
  if (count === 1) return [`call ${names[0]}`];
  return [
    `${count} calls${count > names.length ? `, the first ${names.length} of them` : ''}:`,
    ...names.map((name) => `  ${name}`),
  ];
}

/** `3 (track "Signed Up", m-3)`, or nothing for a request. */
function callInWords({ number, type, event, messageId }: NamedCall): string[] {
  if (number === undefined) return [];
  const name = event === undefined ? '' : ` ${JSON.stringify(event)}`;
  const id = messageId === undefined ? '' : `, ${messageId}`;
  return [shown(`${number} (${type ?? 'no type'}${name}${id})`)];
}

/** @param hanging before every line but the first. Default: as the first. */
function indented(text: string, width: number, indent: string, hanging: string = indent): string {
  return indent + wrap(text, width, hanging);
}

/** Names and messages may repeat what a stranger sent. */
function shown(text: string): string {
  // A part of a key is not recognised, so keys go first.
  return oneLine(cut(withoutWorldKeys(text), 300));
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
  const missing = untold.length > 0 ? [] : sentences.filter(({ status }) => status === 'not-exercised');
  const more = missing.length === 0 ? '' : ', not exercised:';
  return [
    row('Sentences', `${share(sentences)}${more}`, width),
    ...sentenceLines(missing, clauses, width),
    row('Clauses', share(clauses), width),
    ...(broken.length === 0 ? [] : [row('', `broken: ${broken.join(', ')}`, width)]),
    ...untold,
  ];
}

/** Sentences that are listed. */
const MOST_SENTENCES = 5;

/** The first sentences with a rule that each stands behind, and where the others are shown. */
function sentenceLines(
  missing: TrafficCheck['coverage']['sentences'],
  clauses: TrafficCheck['coverage']['clauses'],
  width: number,
): readonly string[] {
  const left = missing.length - MOST_SENTENCES;
  const lines = missing.slice(0, MOST_SENTENCES).map(({ paragraph, sentence, clauses: [id = ''] }) => {
    const rule = clauses.find((clause) => clause.id === id)?.rule ?? '';
    const line = `${' '.repeat(NAME)}paragraph ${paragraph}, sentence ${sentence}: ${id}  ${rule}`;
    return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
  });
  const [first] = missing;
  if (left <= 0 || first === undefined) return lines;
  const others = `… and ${left} more; "explain ${first.clauses[0]}" shows a clause, its sentences and its examples, "list" shows all clauses, and --check-json has every sentence`;
  return [...lines, row('', others, width)];
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
