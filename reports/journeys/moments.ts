/** An executed example as moments of a journey: calls with their responses, waits, and what was stored. */
import { type ExampleResult, type Exchange, isObject } from '../../schemas/index.ts';
import { membersOf, type SequenceStep, sequenceOf, stepName, stepOutcome } from '../parts/index.ts';
import { oneLine, VERDICT_MARKS, VERDICT_WORDS } from '../text/index.ts';
import { isOfDestination } from './journey-table.ts';
import { inJson, storedLines } from './stored.ts';

/** Who takes part, from left to right. */
export type Party = 'source' | 'segment' | 'destination' | 'records';

export type Moment =
  /** The begin of an example. */
  | { readonly kind: 'title'; readonly text: string; readonly verdict: ExampleResult['verdict'] }
  | {
      readonly kind: 'message';
      readonly from: Party;
      readonly to: Party;
      readonly name: string;
      /** The values that it carries; empty if there are none. */
      readonly detail: string;
      /** What came back; absent for a call in the code of a customer that the run did not make. */
      readonly outcome?: string;
      /** Whether it is the call that the example failed at. */
      readonly isDecisive: boolean;
    }
  | { readonly kind: 'wait'; readonly text: string }
  | {
      readonly kind: 'stored';
      readonly name: string;
      readonly lines: readonly string[];
      readonly isDecisive: boolean;
    };

/** A shorter pause says nothing: only the clock of the emulator's own examples can be moved. */
const SHORTEST_WAIT_MS = 1000;

/** An example without exchanges has only its title. */
export function momentsOf({ id, name, verdict, difference, exchanges }: ExampleResult): Moment[] {
  const steps = sequenceOf(exchanges, difference).filter(({ kind }) => kind !== 'marker');
  const title: Moment = { kind: 'title', text: oneLine(`${id} ${name}`), verdict };
  return [title, ...(isOfDestination(id) ? gradedMoments(steps, difference) : ownMoments(steps))];
}

/** The tool took the part of Segment, so the call in the code is the one that Segment would have made it of. */
function gradedMoments(steps: readonly SequenceStep[], difference: ExampleResult['difference']): Moment[] {
  const known = new Set<unknown>();
  return steps.flatMap((step): Moment[] => {
    const isDecisive = step.matters && difference !== undefined;
    if (step.kind === 'look') {
      const name = `${stepName(step)}: ${stepOutcome(step)}`;
      return [{ kind: 'stored', name, lines: storedLines(step.last), isDecisive }];
    }
    const { messageId = step } = membersOf(step.last.request.body);
    const isNew = !known.has(messageId);
    known.add(messageId);
    return [
      ...(isNew ? codeMoments(step) : []),
      { ...messageOf(step, 'segment', 'destination'), isDecisive },
    ];
  });
}

/** A call that Engage makes has none, nor has one that no library of Segment sends. */
function codeMoments({ last }: SequenceStep): Moment[] {
  const { type } = membersOf(last.request.body);
  if (isOfEngage(last) || (type !== 'identify' && type !== 'group' && type !== 'track')) return [];
  const name = `analytics.${type}(…)`;
  return [{ kind: 'message', from: 'source', to: 'segment', name, detail: '', isDecisive: false }];
}

/** Whether Engage makes such a call, without any code of a customer. */
export function isOfEngage({ request }: Exchange): boolean {
  const { context } = membersOf(request.body);
  return isObject(context) && isObject(context.personas);
}

/** The emulator took the part of Segment; what is posted to its ingress comes from a source. */
function ownMoments(steps: readonly SequenceStep[]): Moment[] {
  return steps.flatMap((step, index): Moment[] => {
    const before = steps[index - 1]?.last;
    const waitMs = before === undefined ? 0 : Date.parse(step.last.startedAt) - Date.parse(before.startedAt);
    const wait: Moment[] =
      waitMs < SHORTEST_WAIT_MS ? [] : [{ kind: 'wait', text: `${waitInWords(waitMs)} later` }];
    const message = isOfSource(step.last)
      ? messageOf(step, 'source', 'segment')
      : messageOf(step, 'segment', 'destination');
    return [...wait, message];
  });
}

function isOfSource({ request }: Exchange): boolean {
  return URL.canParse(request.url) && /^\/v1\//.test(new URL(request.url).pathname);
}

function messageOf(step: SequenceStep, from: Party, to: Party): Moment & { readonly kind: 'message' } {
  const { event, traits, properties } = membersOf(step.last.request.body);
  const values = traits ?? properties;
  const detail = [
    ...(typeof event === 'string' ? [inJson(event)] : []),
    ...(values === undefined || JSON.stringify(values) === '{}' ? [] : [inJson(values)]),
  ].join(' ');
  const outcome = stepOutcome(step);
  return { kind: 'message', from, to, name: stepName(step), detail, outcome, isDecisive: false };
}

/** `4 s`, `1 min 38 s`, `2 h 8 min`: at most two units. */
function waitInWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const units = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const first = units.findIndex(([count]) => count > 0);
  return units
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** A moment as a sentence of the text alternative. */
export function momentInWords(moment: Moment, nameOf: (party: Party) => string): string {
  switch (moment.kind) {
    case 'title':
      return `${moment.text}: ${VERDICT_MARKS[moment.verdict]} ${VERDICT_WORDS[moment.verdict]}`;
    case 'wait':
      return `${moment.text}:`;
    case 'stored':
      return `Stored, by a ${moment.name}: ${moment.lines.map((line) => line.trim()).join('; ')}${moment.isDecisive ? ' (this decided)' : ''}`;
    case 'message': {
      const { from, to, name, detail, outcome, isDecisive } = moment;
      const what = `${nameOf(from)} → ${nameOf(to)}: ${name}${detail === '' ? '' : ` ${detail}`}`;
      const answer = outcome === undefined ? ' (not part of the run)' : `, answered ${outcome}`;
      return `${what}${answer}${isDecisive ? ' (the call that matters)' : ''}`;
    }
  }
}
