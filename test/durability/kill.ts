/** Kills an emulator with a data directory again and again under load, and counts what became of each call. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';

/** What was acknowledged, against what the last emulator has. */
export interface KillReport {
  readonly kills: number;
  /** Calls that were answered with a success. */
  readonly acknowledged: number;
  /** Acknowledged calls of which nothing is stored. */
  readonly lost: readonly string[];
  /** messageIds that are stored more than once. */
  readonly twice: readonly string[];
}

const root = resolve(import.meta.dirname, '../..');
const KEYS = { ASTROLABE_API_KEY: 'kill-api-key', ASTROLABE_WRITE_KEY: 'kill-write-key' };
const AUTHORIZATION = `Basic ${Buffer.from(`${KEYS.ASTROLABE_API_KEY}:`).toString('base64')}`;
const JSON_TYPE = { 'content-type': 'application/json' };

/** Clients at a time: the even ones call the destination, the odd ones post batches to the ingress. */
const CLIENTS = 8;
const BATCH = 20;

interface Running {
  readonly child: ChildProcess;
  readonly baseUrl: string;
  readonly recordsUrl: string;
  readonly ingressUrl: string;
}

/**
 * @param folder the data directory
 * @param kills how often
 * @param random numbers from 0 to 1, which say how long each emulator lives: up to `lifeMs`
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

  const load = async (running: Running, client: number, isOver: () => boolean): Promise<void> => {
    let again: readonly object[] = [];
    while (!isOver()) {
      const isBatch = client % 2 === 1;
      // Who got no answer sends the same calls once more, as libraries do.
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
    running.child.kill('SIGKILL');
    await once(running.child, 'exit');
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
  last.child.kill('SIGTERM');
  await once(last.child, 'exit');
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

/** @throws where the emulator ends before it is ready, which a torn tail must not bring about */
async function start(folder: string): Promise<Running> {
  const words = ['dist/cli/main.js', 'emulate', '--port', '0', '--json', '--data-dir', folder];
  const child = spawn(process.execPath, words, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...KEYS, PATH: process.env.PATH },
  });
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the emulator ended with ${code} instead of getting ready: ${said}`);
  });
  ended.catch(() => undefined);
  const ready = once(createInterface({ input: child.stdout ?? process.stdin }), 'line');
  const [line] = (await Promise.race([ready, ended])) as [string];
  return { child, ...JSON.parse(line) };
}

async function postCall({ baseUrl }: Running, call: object): Promise<boolean> {
  return isAccepted(baseUrl, { ...JSON_TYPE, authorization: AUTHORIZATION }, call);
}

async function postBatch({ ingressUrl }: Running, batch: readonly object[]): Promise<boolean> {
  return isAccepted(`${ingressUrl}/v1/batch`, JSON_TYPE, { writeKey: KEYS.ASTROLABE_WRITE_KEY, batch });
}

/** Whether a success arrived; a connection that was cut is none. */
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

async function eventsOf({ recordsUrl }: Running, userId: string): Promise<readonly { messageId: string }[]> {
  const answer = await request(`${recordsUrl}/events?userId=${userId}`, {
    headers: { authorization: AUTHORIZATION },
  });
  return ((await answer.body.json()) as { events: { messageId: string }[] }).events;
}
