/** Kills an emulator with a data directory repeatedly under load, and counts what happened to each call. */
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { basic } from '../../emulator/testing.ts';
import { type Printed, type Running, startProgram } from '../program.ts';

/** Compares the calls that were acknowledged with the records of the last emulator. */
export interface KillReport {
  readonly kills: number;
  /** How many calls were accepted. */
  readonly acknowledged: number;
  /** messageIds of acknowledged calls that are not stored. */
  readonly lost: readonly string[];
  /** messageIds that are stored more than once. */
  readonly twice: readonly string[];
}

const KEYS = { ASTROLABE_API_KEY: 'kill-api-key', ASTROLABE_WRITE_KEY: 'kill-write-key' };
const AUTHORIZATION = basic(KEYS.ASTROLABE_API_KEY);
/** An emulator and what it printed. */
type Emulating = Running & Printed;

const JSON_TYPE = { 'content-type': 'application/json' };

/** Concurrent clients: even ones call the destination, odd ones post batches to the ingress. */
const CLIENTS = 8;
const BATCH = 20;

/**
 * @param folder the data directory
 * @param kills how many times
 * @param random numbers from 0 to 1; each emulator lives that share of `lifeMs`
 */
export async function killRun(
  folder: string,
  kills: number,
  random: () => number,
  lifeMs = 300,
): Promise<KillReport> {
  const acknowledged = new Map<string, string>();
  let made = 0;
  const nextId = () => {
    made += 1;
    return `m-${made}`;
  };

  const load = async (running: Emulating, client: number, isOver: () => boolean): Promise<void> => {
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
        const { messageId, userId } = call as { messageId: string; userId: string };
        acknowledged.set(messageId, userId);
      }
    }
  };

  for (let kill = 0; kill < kills; kill += 1) {
    const running = await start(folder);
    let isOver = false;
    const clients = Array.from({ length: CLIENTS }, (_, client) => load(running, client, () => isOver));
    await sleep(random() * lifeMs);
    await running.stop('SIGKILL');
    isOver = true;
    await Promise.all(clients);
  }

  const last = await start(folder);
  const stored = new Map<string, number>();
  for (let client = 0; client < CLIENTS; client += 1) {
    for (const { messageId } of await eventsOf(last, userOf(client))) {
      stored.set(messageId, (stored.get(messageId) ?? 0) + 1);
    }
  }
  await last.stop('SIGTERM');
  return {
    kills,
    acknowledged: acknowledged.size,
    lost: [...acknowledged.keys()].filter((messageId) => !stored.has(messageId)),
    twice: [...stored].filter(([, count]) => count > 1).map(([messageId]) => messageId),
  };
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
async function start(folder: string): Promise<Emulating> {
  const words = ['emulate', '--port', '0', '--json', '--data-dir', folder];
  const running = startProgram(words, { env: KEYS });
  return { ...running, ...(await running.firstLine()) };
}

async function postCall({ baseUrl }: Emulating, call: object): Promise<boolean> {
  return isAccepted(baseUrl, { ...JSON_TYPE, authorization: AUTHORIZATION }, call);
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

async function eventsOf(
  { recordsUrl }: Emulating,
  userId: string,
): Promise<readonly { messageId: string }[]> {
  const answer = await request(`${recordsUrl}/events?userId=${userId}`, {
    headers: { authorization: AUTHORIZATION },
  });
  return ((await answer.body.json()) as { events: { messageId: string }[] }).events;
}
