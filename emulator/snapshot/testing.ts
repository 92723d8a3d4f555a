/** Histories for the tests of snapshots: generated calls, audiences, and a destination that often fails. */
import { journeys, take, validCalls } from '../../generators/index.ts';
import { readAudience } from '../control/read-definition.ts';
import { idOf } from '../engage/profiles/index.ts';
import type { Outbound } from '../segment/index.ts';
import { type Bench, type BenchOptions, createBench } from '../testing.ts';

const HOUR = 3_600_000;

/** A bench on a frozen clock, and what its destinations outside accepted. */
export interface Story extends Bench {
  readonly got: { readonly url: string; readonly call: unknown }[];
  readonly ids: { last: number };
  pass(ms: number): Promise<unknown>;
}

/**
 * @param options may name other keys; without `forwardTo`, a second instance delivers to an address outside
 * @param lastId where the counting ids begin
 */
export function openStory(options: BenchOptions = {}, lastId = 0): Story {
  const ids = { last: lastId };
  const got: Story['got'] = [];
  const bench: Bench = createBench({
    instances: [
      { id: 'remote', name: 'Remote', apiKey: 'rk-remote', endpoint: 'http://127.0.0.1:9/in', enabled: true },
      { id: 'foreign', name: 'Foreign', apiKey: 'fk-unknown', enabled: true },
    ],
    engage: { firstSync: HOUR, syncEvery: HOUR, accountSyncEvery: 2 * HOUR, window: 3 },
    dedupeWindow: 5 * HOUR,
    ids: () => {
      ids.last += 1;
      return `id-${ids.last}`;
    },
    forward: async (outbound) => {
      const status = statusOf(outbound, bench.core.clock.now());
      if (status === 200) got.push({ url: outbound.url, call: outbound.call });
      return { status, ms: 1 };
    },
    ...options,
  });
  bench.core.clock.freeze();
  return { ...bench, got, ids, pass: (ms) => bench.core.clock.move((now) => now + ms) };
}

/** Fails about every second attempt, the same in every run: it depends on the call and the time alone. */
function statusOf({ call }: Outbound, now: number): number {
  let hash = now % 65_521;
  for (const letter of String(call.messageId)) hash = (hash * 31 + letter.charCodeAt(0)) % 65_521;
  return [200, 503, 200, 503, 429, 200, 400][hash % 7] ?? 200;
}

/**
 * Calls, audiences and computed traits, with time between them.
 *
 * @param pause milliseconds that pass after the last call
 */
export async function tell(story: Story, seed: number, calls = 120, pause = 1_000): Promise<void> {
  const { core, send } = story;
  define(story);
  const stream = [...take(journeys(seed), calls), ...take(validCalls(seed), calls)];
  for (let begun = 0; begun < stream.length; begun += 20) {
    story.post('/v1/batch', { batch: stream.slice(begun, begun + 20), sentAt: '2026-01-01T00:00:00Z' });
    await story.pass(((seed * 7 + begun) % 50) * 60_000);
  }
  for (const call of take(validCalls(seed + 1), calls)) send(call, 'bk-52e1d8');
  send({ type: 'identify', userId: 'blocked', traits: { email: 'a@gmail.com' } }, 'bk-52e1d8');
  for (const [userId, anonymousId] of [
    ['one', 'x'],
    ['two', 'x'],
    ['one', 'y'],
    ['one', 'x'],
  ]) {
    send({ type: 'identify', userId, anonymousId, traits: { seen: anonymousId, nested: { __proto__: 1 } } });
  }
  for (const [userId, groupId] of [
    ['one', 'g2'],
    ['one', 'g1'],
    ['two', 'g1'],
    ['two', 'g2'],
  ]) {
    send({ type: 'group', userId, groupId, traits: { size: 3 } });
  }
  const manual = core.engage.find('by_hand');
  if (manual !== undefined) core.engage.move(manual, people(9, 12), 'enter');
  story.post('/v1/batch', { batch: [...take(journeys(seed + 2), 30)], sentAt: '2026-01-01T00:00:00Z' });
  await story.pass(pause);
}

/** What goes on after a snapshot. */
export async function goOn(story: Story, seed: number): Promise<void> {
  const { core } = story;
  const stream = [...take(journeys(seed + 5), 60), ...take(journeys(seed), 30)];
  for (let hours = 0; hours < 12; hours += 1) {
    story.post('/v1/batch', {
      batch: stream.slice(hours * 8, hours * 8 + 8),
      sentAt: '2026-01-01T00:00:00Z',
    });
    await story.pass(HOUR / 2);
    const manual = core.engage.find('by_hand');
    if (manual !== undefined) core.engage.move(manual, people(hours, 3), hours % 2 === 0 ? 'enter' : 'leave');
  }
}

function define({ core: { engage } }: Story): void {
  const audience = (body: Parameters<typeof readAudience>[0], ids: ReturnType<typeof people> = []) => {
    const read = readAudience(body);
    if ('value' in read) engage.create(read.value, ids);
  };
  audience({ name: 'By hand' }, people(0, 8));
  audience({ name: 'Recent', rule: { event: 'Pricing Viewed', withinDays: 0.2 } });
  audience({ name: 'On a plan', rule: { trait: 'plan', exists: true } });
  audience({
    name: 'Accounts',
    level: 'account',
    as: ['group', 'identify'],
    rule: { event: 'User Registered' },
  });
  engage.create(
    { kind: 'trait', name: 'Views', key: 'views', formula: { compute: 'count', event: 'Pricing Viewed' } },
    [],
  );
}

function people(first: number, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    id: idOf({ userId: `person-${first + index}` }),
    emails: index % 3 === 0 ? [`p${first + index}@company.example`] : [],
    users: [],
  }));
}

/** Everything that the Records API answers. */
export function everything({ core }: Story, keys: readonly string[]): unknown {
  return JSON.parse(
    JSON.stringify(
      keys.flatMap((key) =>
        ['users', 'accounts', 'events'].map(
          (collection) =>
            core.destination.records({
              collection,
              authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
              query: new URLSearchParams(),
              everything: true,
            }).body,
        ),
      ),
    ),
  );
}
