/** What the command line prints at the end of a load, or after the look at what is stored. */
import type { LoadRecord } from '../../schemas/index.ts';
import type { LoadFault } from '../../verdict/index.ts';
import type { SummaryOptions } from '../formats/index.ts';
import { createPaint, cutText, oneLine, type Paint, padded, withoutCommands, wrap } from '../text/index.ts';
import { faultKinds, faultLine, faultTotal, moreFaults } from './fault-words.ts';
import {
  certainty,
  countOf,
  grouped,
  LOAD_TONES,
  latencyOf,
  loadFacts,
  loadHeadline,
  refusalsOf,
} from './load-words.ts';

const FAULTS = 10;
const FAULT_LINES = 3;
/** Characters of each value of a fault: the first that lets it fit into its lines. */
const VALUE_LIMITS = [120, 60, 30, 10];
/** Characters of the first response, or of the name of a kind. */
const RESPONSE = 200;

const STYLES = {
  conformant: 'green',
  'conformant-with-warnings': 'yellow',
  nonconformant: 'red',
  incomplete: 'yellow',
} as const;

interface LoadLayout {
  readonly paint: Paint;
  readonly width: number;
}

/**
 * The verdict, what was sent, how fast it was, refusals, faults by kind, the first ten faults, and what the look cannot
 * exclude. Ends without a line feed.
 */
export function renderLoadSummary(record: LoadRecord, { colour, width = 100 }: SummaryOptions): string {
  const layout = { paint: createPaint(colour), width };
  const { sent, found } = record;
  const style = STYLES[LOAD_TONES[record.verdict]];
  const blocks = [
    layout.paint(style, wrap(loadHeadline(record), width)),
    rows([...loadFacts(record), ...latency(sent)], layout),
    ...refusals(sent, layout),
    ...(found === undefined || found.total === 0
      ? []
      : [kinds(found, layout), ...faultBlocks(found, layout)]),
    ...certain(record, layout),
  ];
  return withoutCommands(blocks.join('\n\n'));
}

function rows(facts: readonly (readonly [string, string])[], { width }: LoadLayout): string {
  const columns = Math.max(...facts.map(([name]) => name.length)) + 2;
  return facts
    .map(([name, value]) => `${padded(name, columns)}${wrap(oneLine(value), width, ' '.repeat(columns))}`)
    .join('\n');
}

function latency(sent: LoadRecord['sent']): (readonly [string, string])[] {
  const words = latencyOf(sent).map(([name, duration]) => `${name} ${duration}`);
  return words.length === 0 ? [] : [['Response time', words.join(' · ')]];
}

function refusals(sent: LoadRecord['sent'], { paint, width }: LoadLayout): string[] {
  const items = refusalsOf(sent).map(({ outcome, calls, first }) => {
    const text = `${countOf(calls, 'call')} ${outcome}; the first: ${cutText(first, RESPONSE)}`;
    return `  ${wrap(oneLine(text), width, '    ')}`;
  });
  return items.length === 0 ? [] : [[paint('bold', 'Not accepted'), ...items].join('\n')];
}

function kinds(found: NonNullable<LoadRecord['found']>, { paint, width }: LoadLayout): string {
  const items = faultKinds(found).map(([kind, count]) => `${cutText(kind, RESPONSE)} ${grouped(count)}`);
  return `${paint('bold', faultTotal(found))}\n  ${wrap(oneLine(items.join(', ')), width, '  ')}`;
}

/** The first faults, and how many more there are, as one block. */
function faultBlocks(found: NonNullable<LoadRecord['found']>, layout: LoadLayout): string[] {
  const shown = found.faults.slice(0, FAULTS).map((fault) => faultBlock(fault, layout));
  const more = moreFaults(found, shown.length);
  return [[...shown, ...(more === undefined ? [] : [more])].join('\n')];
}

/** At most three lines, the first of them with a mark. */
function faultBlock(fault: LoadFault, { paint, width }: LoadLayout): string {
  const [style, mark] = fault.level === 'MUST' ? (['red', '✗'] as const) : (['yellow', '!'] as const);
  const texts = VALUE_LIMITS.map((limit) => wrap(faultLine(fault, limit), width - 2, '  ').split('\n'));
  const lines = texts.find((candidate) => fits(candidate, width)) ?? texts.at(-1) ?? [];
  return `${paint(style, mark)} ${lines.slice(0, FAULT_LINES).join('\n')}`;
}

/** A long word is wider than a line, and a terminal breaks it. */
function fits(lines: readonly string[], width: number): boolean {
  return lines.length <= FAULT_LINES && lines.every((line) => line.length < width);
}

function certain(record: LoadRecord, { width }: LoadLayout): string[] {
  const items = certainty(record).map((sentence) => `- ${wrap(oneLine(sentence), width, '  ')}`);
  return items.length === 0 ? [] : [items.join('\n')];
}
