/** Kills an emulator with a data directory repeatedly under load, and counts what happened to each call. */
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { basic } from '../../emulator/testing.ts';
import { type Printed, type Running, startProgram } from '../program.ts';
import { type Away, startAway } from './away.ts';
import { blockedAndNot, type Counts, comingAndGoing, overwriting, type Script } from './scripts.ts';

/** Compares the calls that were acknowledged with the records of each emulator, and of the last one. */
export interface KillReport {
  /** How many emulators were killed, and the next one started. */
  readonly kills: number;
  /** How many calls were accepted, by what they do. */
  readonly acknowledged: Readonly<Record<'events' | 'overwrites' | 'forwarded', number>>;
  /** messageIds of acknowledged calls that are not stored or were not forwarded, and overwrites that are gone. */
  readonly lost: readonly string[];
  /** messageIds that are stored more than once. */
  readonly twice: readonly string[];
}

const KEYS = {
  ASTROLABE_API_KEY: 'kill-api-key',
  ASTROLABE_BLOCKING_API_KEY: 'kill-blocking-key',
  ASTROLABE_WRITE_KEY: 'kill-write-key',
};
const AUTHORIZATION = basic(KEYS.ASTROLABE_API_KEY);
const BLOCKING = basic(KEYS.ASTROLABE_BLOCKING_API_KEY);
/** An emulator and what it printed. */
type Emulating = Running & Printed;

const JSON_TYPE = { 'content-type': 'application/json' };

/** Concurrent clients that send events: even ones call the destination, odd ones post batches to the ingress. */
const CLIENTS = 4;
const BATCH = 10;

/** How long the last emulator may take to deliver what waits: a retry comes after 4 s. */
const DELIVERY_MS = 120_000;

/** A script, and how far its client is. */
interface Progress {
  readonly script: Script;
  /** The last call that was acknowledged; the next one may have been stored too. */
  acknowledged: number;
}

/**
 * @param folder the data directory
 * @param kills how many times
 * @param random numbers from 0 to 1; each emulator lives that share of `lifeMs`
 */
export async function killRun(
  folder: string,
  kills: number,
  random: () => number,
  lifeMs = 600,
): Promise<KillReport> {
  const away = await startAway();
  const config = `${folder}.json`;
  const instances = [{ id: 'away', apiKey: 'kill-away-key', endpoint: away.url }];
  writeFileSync(config, JSON.stringify({ emulate: { instances } }));

  const events = new Set<string>();
  const forwarded = new Set<string>();
  const lost: string[] = [];
  const progress = ['a', 'b', 'c']
    .map(overwriting)
    .concat(comingAndGoing('d'), blockedAndNot('e'))
    .map((script): Progress => ({ script, acknowledged: 0 }));
  let made = 0;
  const nextId = () => {
    made += 1;
    return `m-${made}`;
  };

  const sendEvents = async (running: Emulating, client: number, isOver: () => boolean): Promise<void> => {
    let again: readonly object[] = [];
    while (!isOver()) {
      const isBatch = client % 2 === 1;
      // Without a response, a client sends the same calls again, as libraries do.
      const calls = again.length > 0 ? again : makeCalls(client, isBatch ? BATCH : 1, nextId);
      again = calls;
      const isAccepted = await (isBatch ? postBatch(running, calls) : postCall(running, calls[0] ?? {}));
      if (!isAccepted) continue;
      again = [];
      for (const call of calls) {
        const { messageId } = call as { messageId: string };
        events.add(messageId);
        if (isBatch) forwarded.add(messageId);
      }
    }
  };

  const follow = async (running: Emulating, one: Progress, isOver: () => boolean): Promise<void> => {
    const { script } = one;
    while (!isOver()) {
      const call = script.call(one.acknowledged + 1);
      if (await postCall(running, call, script.isBlocking ? BLOCKING : AUTHORIZATION)) one.acknowledged += 1;
    }
  };

  for (let kill = 0; kill < kills; kill += 1) {
    const running = await start(folder, config);
    lost.push(...(await goneOverwrites(running, progress)));
    let isOver = false;
    const over = () => isOver;
    const clients = [
      ...Array.from({ length: CLIENTS }, (_, client) => sendEvents(running, client, over)),
      ...progress.map((one) => follow(running, one, over)),
    ];
    await sleep(random() * lifeMs);
    await running.stop('SIGKILL');
    isOver = true;
    await Promise.all(clients);
  }

  const last = await start(folder, config);
  lost.push(...(await goneOverwrites(last, progress)));
  const stored = new Map<string, number>();
  for (let client = 0; client < CLIENTS; client += 1) {
    for (const { messageId } of await eventsOf(last, userOf(client))) {
      stored.set(messageId, (stored.get(messageId) ?? 0) + 1);
    }
  }
  lost.push(...[...events].filter((messageId) => !stored.has(messageId)));
  lost.push(...(await undelivered(away, forwarded)).map((messageId) => `${messageId} was not forwarded`));
  await last.stop('SIGTERM');
  await away.close();
  return {
    kills,
    acknowledged: {
      events: events.size,
      overwrites: progress.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
      forwarded: forwarded.size,
    },
    lost,
    twice: [...stored].filter(([, count]) => count > 1).map(([messageId]) => messageId),
  };
}

/** What scripts stored and is not there; what was sent last may be there without a response. */
async function goneOverwrites(running: Emulating, progress: readonly Progress[]): Promise<readonly string[]> {
  const counts = await countsOf(running);
  const gone: string[] = [];
  for (const one of progress) {
    const { script, acknowledged } = one;
    const answers = [];
    for (const query of script.queries) answers.push(await read(running, query));
    const found = script.found(answers, counts);
    const [kept, next] = [script.expected(acknowledged), script.expected(acknowledged + 1)];
    if (found !== kept && found !== next) gone.push(`${script.what}: ${found}, not ${kept} or ${next}`);
  }
  return gone;
}

/** Waits for deliveries; returns the messageIds that did not arrive. */
async function undelivered(away: Away, forwarded: ReadonlySet<string>): Promise<readonly string[]> {
  const missing = () => [...forwarded].filter((messageId) => !away.accepted.has(messageId));
  for (let waited = 0; waited < DELIVERY_MS && missing().length > 0; waited += 100) await sleep(100);
  return missing();
}

function makeCalls(client: number, count: number, nextId: () => string): readonly object[] {
  return Array.from({ length: count }, () => {
    const messageId = nextId();
    return { type: 'track', userId: userOf(client), messageId, event: 'Tried', properties: { messageId } };
  });
}

function userOf(client: number): string {
  return `user-${client}`;
}

/** @throws Error if the emulator ends before it is ready, which an incomplete last write must not cause */
async function start(folder: string, config: string): Promise<Emulating> {
  const choices = ['delete-call=remove-user', 'blocked-user-calls=drop'].flatMap((one) => ['--choice', one]);
  const words = ['emulate', '--port', '0', '--json', '--data-dir', folder, '--config', config, ...choices];
  const running = startProgram(words, { env: KEYS });
  return { ...running, ...(await running.firstLine()) };
}

async function postCall(
  { baseUrl }: Emulating,
  call: object,
  authorization = AUTHORIZATION,
): Promise<boolean> {
  return isAccepted(baseUrl, { ...JSON_TYPE, authorization }, call);
}

async function postBatch({ ingressUrl }: Emulating, batch: readonly object[]): Promise<boolean> {
  return isAccepted(`${ingressUrl}/v1/batch`, JSON_TYPE, { writeKey: KEYS.ASTROLABE_WRITE_KEY, batch });
}

/** Whether a success response arrived; false if the connection was cut. */
async function isAccepted(url: string, headers: Record<string, string>, body: object): Promise<boolean> {
  try {
    const answer = await request(url, { method: 'POST', headers, body: JSON.stringify(body) });
    await answer.body.dump();
    return answer.statusCode < 300;
  } catch {
    await sleep(5);
    return false;
  }
}

async function read({ recordsUrl }: Emulating, query: string): Promise<Record<string, never>> {
  const answer = await request(`${recordsUrl}/${query}`, { headers: { authorization: AUTHORIZATION } });
  return (await answer.body.json()) as Record<string, never>;
}

async function countsOf({ controlUrl }: Emulating): Promise<Counts> {
  const answer = await request(`${controlUrl}/state`);
  return ((await answer.body.json()) as { records: Counts }).records;
}

async function eventsOf(running: Emulating, userId: string): Promise<readonly { messageId: string }[]> {
  return (await read(running, `events?userId=${userId}`)).events ?? [];
}
