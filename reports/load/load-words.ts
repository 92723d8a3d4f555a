/** What every report of a load says in the same words: verdict, counts, rates, and what a look can exclude. */
import type { LoadRecord } from '../../schemas/index.ts';
import type { LoadFound } from '../../verdict/index.ts';
import { durationInWords } from '../parts/index.ts';
import { oneLine, timeInWords } from '../text/index.ts';

type LoadVerdict = LoadRecord['verdict'];
type SentCalls = LoadRecord['sent'];

const OPENINGS: Readonly<Record<LoadVerdict, string>> = {
  right: 'Right',
  'right-with-warnings': 'Right with warnings',
  wrong: 'Wrong',
  incomplete: 'Incomplete, no verdict',
  unreachable: 'Unreachable, no verdict',
  sent: 'Sent, not reconciled yet',
};

/** The tone of each verdict: that of a verdict on a run, which has a colour in every report. */
export const LOAD_TONES = {
  right: 'conformant',
  'right-with-warnings': 'conformant-with-warnings',
  wrong: 'nonconformant',
  incomplete: 'incomplete',
  unreachable: 'incomplete',
  sent: 'incomplete',
} as const satisfies Readonly<Record<LoadVerdict, string>>;

/** The verdict and its reason on one line. */
export function loadHeadline({ verdict, reason }: LoadRecord): string {
  return oneLine(`${OPENINGS[verdict]}: ${reason}`);
}

/** `9999`, and from five digits on `10,000`, because a load has too many for a row of digits to be read. */
export function grouped(count: number): string {
  return count < 10_000 ? String(count) : String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 call`, `126,000 calls`. */
export function countOf(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `2100 calls/s`; one decimal below 10. */
export function rateInWords(callsPerSecond: number): string {
  return `${callsPerSecond < 10 ? Number(callsPerSecond.toFixed(1)) : grouped(Math.round(callsPerSecond))} calls/s`;
}

/** Calls with any outcome per second of sending; 0 if nothing was sent. */
export function rateOf({ calls, runningMs }: Pick<SentCalls, 'calls' | 'runningMs'>): number {
  return runningMs === 0 ? 0 : (calls * 1000) / runningMs;
}

/** Names and durations in the order of their size; none before the first response. */
export function latencyOf({ latencyMs }: Pick<SentCalls, 'latencyMs'>): (readonly [string, string])[] {
  if (latencyMs === undefined) return [];
  const { p50, p90, p99, p999, max } = latencyMs;
  const shares = [
    ['p50', p50] as const,
    ['p90', p90] as const,
    ['p99', p99] as const,
    ['p99.9', p999] as const,
  ];
  return [...shares, ['slowest', max] as const].map(([name, ms]) => [name, durationInWords(ms)] as const);
}

/** Calls that were not accepted, by status and last those without a usable response; `first` is untrusted text. */
export function refusalsOf({ refused, failed }: Pick<SentCalls, 'refused' | 'failed'>) {
  const failures = failed.calls === 0 ? [] : [{ outcome: 'failed at every attempt', ...failed }];
  return [
    ...Object.entries(refused).map(([status, { calls, first }]) => ({
      outcome: `refused with ${status}`,
      calls,
      first,
    })),
    ...failures,
  ];
}

/** Names and values for the head of a report. */
export function loadFacts({ target, plan, sent, found, tool }: LoadRecord): (readonly [string, string])[] {
  const redelivered =
    sent.redelivered === undefined ? '' : `, ${countOf(sent.redelivered, 'call')} delivered twice`;
  const again = sent.sentAgain === 0 ? '' : `, ${countOf(sent.sentAgain, 'request')} sent again`;
  const held = sent.heldMs === 0 ? '' : `, asked to wait for ${durationInWords(sent.heldMs)}`;
  const unsent = sent.unsent === 0 ? '' : `, ${grouped(sent.unsent)} not sent`;
  return [
    ['Target', target],
    ['Calls', `${grouped(sent.calls)} of ${grouped(plan.calls)}${unsent}`],
    ['Accepted', `${grouped(sent.accepted)}${redelivered}${again}${held}`],
    ['Rate', `${rateInWords(rateOf(sent))} for ${durationInWords(sent.runningMs)}`],
    ...(found === undefined ? [] : [['Looked at', lookedAt(found)] as const]),
    ['Run', `${plan.runId}, seed ${plan.seed}${shardsInWords(sent.shards)}`],
    ...(sent.artillery ?? []).map((report) => ['Artillery', artilleryInWords(report)] as const),
    ['Started', timeInWords(sent.startedAt)],
    ['Written by', `${tool.name} ${tool.version}`],
  ];
}

/** File, requests, responses by status, reasons for none, and times; names in it are untrusted text. */
function artilleryInWords({
  file,
  requests,
  responses,
  errors,
  responseMs,
}: NonNullable<SentCalls['artillery']>[number]): string {
  const parts = [
    countOf(requests, 'request'),
    ...mostFrequent(responses).map(([status, count]) => `${grouped(count)} with ${status}`),
    ...mostFrequent(errors).map(([reason, count]) => `${grouped(count)} × ${reason}`),
    ...(responseMs === undefined
      ? []
      : [`p50 ${durationInWords(responseMs.p50)}, p99 ${durationInWords(responseMs.p99)}`]),
  ];
  return `${file}: ${parts.join(', ')}`;
}

const LISTED = 5;

function mostFrequent(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts)
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, LISTED);
}

function shardsInWords(shards: SentCalls['shards']): string {
  const of = Math.max(1, ...shards.map(({ shard }) => shard.of));
  if (of === 1) return '';
  return `, ${shards.length === 1 ? 'shard' : 'shards'} ${shards.map(({ shard }) => shard.number).join(', ')} of ${of}`;
}

/** How many Users, Accounts and events were read back, and at what cost. */
export function lookedAt({ users, accounts, events, reads, durationMs }: LoadFound): string {
  const part = ({ checked, of }: LoadFound['users'], noun: string) =>
    checked === of ? countOf(of, noun) : `${grouped(checked)} of ${countOf(of, noun)}`;
  return `${part(users, 'User')}, ${part(accounts, 'Account')}, ${countOf(events, 'event')}, with ${countOf(reads, 'read')} in ${durationInWords(durationMs)}`;
}

/** What the look at the records can exclude and what it cannot, a sentence each; `gap` in it is untrusted text. */
export function certainty({ sent, found }: LoadRecord): string[] {
  if (found === undefined) {
    return ['What is stored was not looked at: a 2xx response does not prove that anything was stored.'];
  }
  const { users, accounts, sample, unknown, whole, gap } = found;
  return [
    ...(sample === undefined ? [] : sampleInWords(found, sample)),
    ...(whole
      ? []
      : ['It ended before everything that was due was looked at: what was not looked at may be wrong.']),
    ...(gap === undefined ? [] : [`Something could not be looked at: ${gap}`]),
    ...(sample === undefined && whole && users.checked === users.of && accounts.checked === accounts.of
      ? ['Every User and every Account of the load was looked at.']
      : []),
    ...(unknown === 0
      ? []
      : [
          `Only the destination knows whether ${countOf(unknown, 'call')} arrived: whatever is stored of ${unknown === 1 ? 'it' : 'them'} counts as right.`,
        ]),
    ...(sent.unsent === 0
      ? []
      : [
          `${countOf(sent.unsent, 'call')} of the plan ${sent.unsent === 1 ? 'was' : 'were'} not sent, so nothing is known about ${sent.unsent === 1 ? 'it' : 'them'}.`,
        ]),
  ];
}

function sampleInWords(
  { users, accounts }: LoadFound,
  { seed, seenShare }: NonNullable<LoadFound['sample']>,
): string[] {
  return [
    `A sample was looked at: ${grouped(users.checked)} of ${countOf(users.of, 'User')} and ${grouped(accounts.checked)} of ${countOf(accounts.of, 'Account')}, chosen by seed ${seed}.`,
    `If one User in 2,000 is faulty, such a sample has at least one of them with a probability of ${probability(seenShare)}.`,
    'It cannot exclude rarer faults, nor a fault of a single User or Account that is not part of it.',
  ];
}

/** Rounded down, so that it never says more than is known. */
function probability(share: number): string {
  return share > 0.999 && share < 1 ? 'more than 99.9\u00a0%' : `${Math.floor(share * 1000) / 10}\u00a0%`;
}
