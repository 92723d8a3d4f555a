/** A running emulator with some data of every kind, and a snapshot of everything that it holds. */
import { createFakeGrader, GRADED } from '../../emulator/grading/testing.ts';
import type { Emulator, EmulatorOptions } from '../../emulator/index.ts';
import { startWithCore } from '../../emulator/start.ts';
import { basic, KEYS } from '../../emulator/testing.ts';
import { type Answer, createClient, type Request } from './client.ts';

export interface Seeded {
  readonly emulator: Emulator;
  /** The path with what stands for its `:id` and `:world`. */
  addressOf(path: string): string;
  request(path: string, options?: Request): Promise<Answer>;
  /** Everything that can be read, as one value. */
  snapshot(): Promise<Readonly<Record<string, unknown>>>;
  close(): Promise<void>;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const AUDIENCE = 'big_spenders';

/** What a snapshot contains. Tests for which a response is not an effect remove the journal and its counters. */
const SHOWN = [
  'state',
  'clock',
  'instances',
  'audiences',
  'computed-traits',
  'source',
  'engage',
  'connectors',
  'snapshots',
  'worlds',
  'faults',
  'grade',
];
const HAPPENED = ['deliveries', 'traces', 'journal'];
const RECORDS = ['users?userId=ada', 'users?anonymousId=a1', 'accounts?groupId=acme', 'events?userId=ada'];

/** A look at a world counts as a use of it, and changes nothing else. */
function withoutUse(name: string, value: unknown): unknown {
  return name === 'usedAt' ? undefined : value;
}

export async function startSeeded(options: EmulatorOptions = {}): Promise<Seeded> {
  const grader = createFakeGrader();
  const { emulator } = await startWithCore({ ...KEYS, port: 0, clock: 'frozen', ...options }, grader);
  const client = createClient(emulator.url);
  const write = async (path: string, body: unknown, authorization?: string, method = 'POST') => {
    const { status, text } = await client.request(path, {
      method,
      headers: { ...JSON_TYPE, ...(authorization === undefined ? {} : { authorization }) },
      body: JSON.stringify(body),
    });
    if (status >= 300) throw new Error(`${path} answered ${status}: ${text}`);
    return JSON.parse(text);
  };
  const call = (body: object) => write('/v1/batch', { batch: [body] }, basic(KEYS.writeKey));
  await call({ type: 'identify', userId: 'ada', messageId: 'm1', traits: { plan: 'pro' } });
  await call({ type: 'identify', anonymousId: 'a1', messageId: 'm2', traits: { plan: 'free' } });
  await call({ type: 'group', userId: 'ada', groupId: 'acme', messageId: 'm3', traits: { seats: 3 } });
  await call({ type: 'track', userId: 'ada', event: 'Order Completed', messageId: 'm4' });
  const { instance } = await write('/_emulator/instances', { name: 'second', apiKey: KEYS.blockingApiKey });
  await write('/_emulator/audiences', { name: 'Big spenders', key: AUDIENCE, members: [{ userId: 'ada' }] });
  await write('/_emulator/computed-traits', {
    name: 'Orders',
    formula: { compute: 'count', event: 'Order Completed' },
  });

  // What comes after it is what a restore undoes.
  await write('/_emulator/snapshots/second', {});
  await write('/_emulator/connectors', { name: 'second' });
  const { world } = await write('/_emulator/worlds', { name: 'second' });
  const plan = { at: 'records', where: { userId: 'nobody' }, then: ['pass'] };
  await write('/_emulator/faults/second', plan, undefined, 'PUT');
  await write('/_emulator/grade', {});
  grader.runs[0]?.watcher.ended({ graded: GRADED });
  const idFor = (path: string) => {
    if (path.includes('/instances/')) return instance.id;
    return /\/(connectors|faults|snapshots)\//.test(path) ? 'second' : AUDIENCE;
  };

  return {
    emulator,
    request: client.request,
    // What is below a world is there in the standard one.
    addressOf: (path) =>
      path
        .replace(/:world$/, world.id)
        .replace(':world', 'default')
        .replace(':id', idFor(path)),
    async snapshot() {
      const paths = [
        ...[...SHOWN, ...HAPPENED].map((name) => `/_emulator/${name}`),
        ...RECORDS.map((query) => `/records/${query}`),
      ];
      const headers = { authorization: basic(KEYS.apiKey) };
      const read = paths.map(async (path) => {
        const { status, text } = await client.request(path, { headers });
        return [path, status === 200 ? JSON.parse(text, withoutUse) : status] as const;
      });
      return Object.fromEntries(await Promise.all(read));
    },
    async close() {
      await client.close();
      await emulator.close();
    },
  };
}
