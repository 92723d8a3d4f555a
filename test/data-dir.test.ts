/** `--data-dir`: what survives a restart, and which folders are accepted. */
import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type EmulatorOptions, startEmulator } from '../emulator/index.ts';
import { basic, startOpen } from '../emulator/testing.ts';
import { startDestination } from './destination/index.ts';
import { eventually } from './eventually.ts';
import { makeFolder } from './folder.ts';
import { readRecords } from './records.ts';
import { runCommand } from './shell.ts';

const root = makeFolder('data');

let folders = 0;
const newFolder = () => {
  folders += 1;
  return join(root, `folder-${folders}`);
};

const KEYS = { apiKey: 'ak-1', blockingApiKey: 'bk-1', restrictedApiKey: 'rk-1', writeKey: 'wk-1' };

/** Starts an emulator, always with the same keys, with functions that send calls and read records. */
async function open(dataDir: string, options: EmulatorOptions = {}) {
  const emulator = await startOpen({ ...KEYS, port: 0, dataDir, ...options });
  const call = async (body: object, key = KEYS.apiKey) => {
    const answer = await fetch(emulator.baseUrl, {
      method: 'POST',
      headers: { authorization: basic(key), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.equal(answer.status, 200);
  };
  const records = (query: string, apiKey = KEYS.apiKey) =>
    readRecords({ recordsUrl: emulator.recordsUrl, apiKey }, query);
  return { ...emulator, call, records };
}

/** All records that these queries find. */
async function everything({ records }: Awaited<ReturnType<typeof open>>) {
  const queries = [
    'users?userId=ada',
    'users?userId=bob',
    'users?anonymousId=a-1',
    'users?anonymousId=a-2',
    'users?userId=__proto__',
    'accounts?groupId=acme',
    'accounts?groupId=initech',
    'events?userId=ada',
    'events?anonymousId=a-2',
  ];
  const found: Record<string, unknown> = {};
  for (const query of queries) found[query] = await records(query);
  found.blocking = await records('users?userId=eve', KEYS.blockingApiKey);
  return found;
}

async function fill({ call }: Awaited<ReturnType<typeof open>>) {
  await call({ type: 'identify', anonymousId: 'a-2', traits: { plan: 'free' } });
  await call({
    type: 'identify',
    userId: 'ada',
    anonymousId: 'a-1',
    traits: { plan: 'pro', seats: 3, tags: ['x', 1] },
  });
  await call(
    JSON.parse(
      '{"type": "identify", "userId": "__proto__", "traits": {"__proto__": {"x": 1}, "é\\ud83d\\ude00": null}}',
    ),
  );
  for (const groupId of ['initech', 'acme']) {
    for (const userId of ['bob', 'ada'])
      await call({ type: 'group', userId, groupId, traits: { 'total billed': 830 } });
  }
  for (let index = 0; index < 12; index += 1) {
    await call({
      type: 'track',
      userId: 'ada',
      messageId: `m-${index}`,
      event: `Step ${index}`,
      properties: { index },
    });
  }
  await call({ type: 'track', anonymousId: 'a-2', event: 'Looked' });
  await call({ type: 'identify', userId: 'eve', traits: { email: 'eve@initech.com' } }, KEYS.blockingApiKey);
}

describe('a data directory', () => {
  it('restores every record of each connector, in order', async () => {
    const folder = newFolder();
    const first = await open(folder);
    await fill(first);
    const before = await everything(first);
    await first.close();
    const second = await open(folder);
    assert.deepEqual(await everything(second), before);
    assert.equal((before['events?userId=ada'] as unknown[]).length, 12);
    await second.call({ type: 'track', userId: 'ada', messageId: 'm-3', event: 'Step 3' });
    await second.call({ type: 'track', userId: 'ada', messageId: 'm-new', event: 'Last' });
    await second.close();
    const third = await open(folder);
    const events = await third.records('events?userId=ada');
    await third.close();
    assert.deepEqual([events.length, events.at(-1)?.event], [13, 'Last']);
  });

  it('has what a snapshot restored, and nothing from before it', async () => {
    const folder = newFolder();
    const first = await open(folder);
    await first.call({ type: 'identify', userId: 'ada', traits: { plan: 'pro' } });
    await first.call({ type: 'group', userId: 'ada', groupId: 'acme', traits: {} });
    const post = (path: string) =>
      fetch(`${first.controlUrl}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      });
    assert.equal((await post('/snapshots/one')).status, 201);
    await first.call({ type: 'identify', userId: 'bob', traits: {} });
    await first.call({ type: 'identify', userId: 'ada', traits: { plan: 'free' } });
    assert.equal((await post('/snapshots/one/restore')).status, 200);
    const before = await everything(first);
    await first.close();
    const second = await open(folder);
    assert.deepEqual(await everything(second), before);
    const [ada] = await second.records('users?userId=ada');
    assert.deepEqual([ada?.properties, ada?.accountIds], [{ plan: 'pro' }, ['acme']]);
    assert.deepEqual(await second.records('users?userId=bob'), []);
    await second.close();
  });

  it('restores what is left after removals, with the choices that remove records', async () => {
    const folder = newFolder();
    const choices = { 'delete-call': 'remove-user', 'anonymous-user': 'merge', 'null-property': 'remove' };
    const first = await open(folder, { choices });
    await fill(first);
    await first.call({ type: 'identify', userId: 'cleo', anonymousId: 'a-2', traits: { plan: null } });
    await first.call({ type: 'delete', userId: 'ada' });
    const before = await everything(first);
    await first.close();
    const second = await open(folder, { choices });
    assert.deepEqual(await everything(second), before);
    await second.close();
    assert.deepEqual([before['users?userId=ada'], before['events?userId=ada']], [[], []]);
  });

  it('refuses calls at once when it is removed, at every address, and the emulator still ends', async () => {
    const folder = newFolder();
    const errors: string[] = [];
    const logger = { error: (_message: string, details: unknown) => errors.push(String(details)) };
    const emulator = await open(folder, { logger });
    await emulator.call({ type: 'identify', userId: 'ada' });
    rmSync(folder, { recursive: true });
    const statuses: number[] = [];
    for (let index = 0; index < 3; index += 1) {
      for (const [url, key] of [
        [emulator.baseUrl, KEYS.apiKey],
        [`${emulator.ingressUrl}/v1/identify`, KEYS.writeKey],
      ] as const) {
        const answer = await fetch(url, {
          method: 'POST',
          headers: { authorization: basic(key), 'content-type': 'application/json' },
          body: JSON.stringify({ type: 'identify', userId: `u-${index}` }),
        });
        statuses.push(answer.status);
      }
    }
    assert.deepEqual(statuses, new Array(6).fill(503));
    assert.match(errors[0] ?? '', /were removed, moved or replaced/);
    await emulator.close();
  });

  it('remembers whom a blocking connector refused', async () => {
    const folder = newFolder();
    const choices = { 'blocked-user-calls': 'drop' };
    const first = await open(folder, { choices });
    await first.call(
      { type: 'identify', userId: 'eve', traits: { email: 'eve@gmail.com' } },
      KEYS.blockingApiKey,
    );
    await first.close();
    const second = await open(folder, { choices });
    await second.call({ type: 'track', userId: 'eve', event: 'Tried' }, KEYS.blockingApiKey);
    assert.deepEqual(await second.records('events?userId=eve', KEYS.blockingApiKey), []);
    await second.close();
  });

  it('continues deliveries that were waiting for a destination', async () => {
    const folder = newFolder();
    const destination = await startDestination();
    const away = {
      forwardTo: 'http://127.0.0.1:9/away',
      forwardApiKey: destination.apiKey,
      retry: { windowMs: 60_000 },
    };
    const first = await open(folder, away);
    for (const messageId of ['m-1', 'm-2']) {
      const answer = await fetch(`${first.ingressUrl}/v1/track`, {
        method: 'POST',
        body: JSON.stringify({ writeKey: KEYS.writeKey, messageId, userId: 'ada', event: 'Tried' }),
      });
      assert.equal(answer.status, 200);
    }
    await first.close();
    const waiting = await open(folder, away);
    // Between two waits a delivery is queued for a moment, so checking once is not enough.
    await eventually(async () => {
      const traces = await (await fetch(`${waiting.controlUrl}/traces`)).text();
      return traces.match(/errors\.awaiting-retry\.ECONNREFUSED/) ?? [];
    });
    await waiting.close();
    const back = { forwardTo: destination.baseUrl, forwardApiKey: destination.apiKey };
    const second = await open(folder, back);
    const events = await eventually(async () => {
      const found = await readRecords(destination, 'events?userId=ada');
      return found.length === 2 ? found : [];
    });
    assert.deepEqual(events.map(({ messageId }) => messageId).sort(), ['m-1', 'm-2']);
    await second.close();
    const third = await open(folder, back);
    assert.equal(third.core.engine.counts().default, undefined);
    await third.close();
    await destination.close();
  });

  it('stores a delivery that was waiting for the built-in destination', async () => {
    const folder = newFolder();
    const first = await open(folder, { forwardTo: 'http://127.0.0.1:9/away', forwardApiKey: 'k' });
    const answer = await fetch(`${first.ingressUrl}/v1/identify`, {
      method: 'POST',
      body: JSON.stringify({ writeKey: KEYS.writeKey, userId: 'ada', traits: { plan: 'pro' } }),
    });
    assert.equal(answer.status, 200);
    await first.close();
    const second = await open(folder, { retry: { windowMs: 1_000 } });
    await eventually(async () => second.records('users?userId=ada'));
    await second.close();
    const third = await open(folder);
    assert.equal((await third.records('users?userId=ada')).length, 1);
    await third.close();
  });

  it('delivers nothing if its port is in use', async () => {
    const folder = newFolder();
    const destination = await startDestination();
    const first = await open(folder, { forwardTo: 'http://127.0.0.1:9/away', forwardApiKey: 'k' });
    await fetch(`${first.ingressUrl}/v1/identify`, {
      method: 'POST',
      body: JSON.stringify({ writeKey: KEYS.writeKey, userId: 'ada', traits: {} }),
    });
    const { port } = new URL(destination.baseUrl);
    await first.close();
    const back = { forwardTo: destination.baseUrl, forwardApiKey: destination.apiKey };
    await assert.rejects(open(folder, { ...back, port: Number(port), clock: 'frozen' }), {
      code: 'EADDRINUSE',
    });
    const third = await open(folder, { ...back, clock: 'frozen' });
    assert.equal(third.core.engine.counts().default?.awaitingRetry, 1);
    await third.close();
    await destination.close();
  });

  it('keeps its waiting times if the clock starts earlier than it stopped', async () => {
    const folder = newFolder();
    const away = { forwardTo: 'http://127.0.0.1:9/away', forwardApiKey: 'k', clock: 'frozen' } as const;
    const first = await open(folder, away);
    await first.core.clock.move((now) => now + 10 * 24 * 60 * 60 * 1000);
    await fetch(`${first.ingressUrl}/v1/identify`, {
      method: 'POST',
      body: JSON.stringify({ writeKey: KEYS.writeKey, userId: 'ada', traits: {} }),
    });
    await first.core.clock.idle();
    await first.close();
    const second = await open(folder, away);
    const wait = (second.core.clock.timers.next ?? 0) - second.core.clock.now();
    await second.close();
    assert.ok(wait >= 0 && wait < 10_000, `${wait} ms`);
  });

  it('keeps waiting deliveries if it is opened a day later, or the clock is a day ahead', async () => {
    const folder = newFolder();
    const away = { forwardTo: 'http://127.0.0.1:9/away', forwardApiKey: 'k' };
    const first = await open(folder, { ...away, clock: 'frozen' });
    await fetch(`${first.ingressUrl}/v1/identify`, {
      method: 'POST',
      body: JSON.stringify({ writeKey: KEYS.writeKey, userId: 'ada', traits: {} }),
    });
    await first.core.clock.idle();
    await first.close();
    for (const days of [1, 2, 30]) {
      const clock = { now: () => Date.now() + days * 24 * 60 * 60 * 1000 };
      const later = await open(folder, { ...away, clock });
      // Until it was tried again: it then waits for a time to come, or was discarded.
      await eventually(async () => {
        const { next } = later.core.clock.timers;
        return next === undefined || next > later.core.clock.now() ? ['tried'] : [];
      });
      await later.core.clock.idle();
      const { awaitingRetry, discarded } = later.core.engine.counts().default ?? {};
      await later.close();
      assert.deepEqual([awaitingRetry, discarded], [1, 0], `${days} days later`);
    }
  });

  it('is emptied by a reset', async () => {
    const folder = newFolder();
    const first = await open(folder);
    await fill(first);
    const reset = await fetch(`${first.controlUrl}/reset`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    assert.equal(reset.status, 200);
    await first.call({ type: 'identify', userId: 'bob', traits: { plan: 'new' } });
    await first.close();
    const second = await open(folder);
    const { blocking, ...found } = await everything(second);
    await second.close();
    assert.deepEqual(blocking, []);
    const left = Object.entries(found).filter(([, records]) => (records as unknown[]).length > 0);
    assert.deepEqual(
      left.map(([query]) => query),
      ['users?userId=bob'],
    );
  });

  it('contains no key', async () => {
    const folder = newFolder();
    const keys = { apiKey: 'ak-very-secret', forwardApiKey: 'fk-very-secret', writeKey: 'wk-very-secret' };
    const first = await startEmulator({
      port: 0,
      dataDir: folder,
      ...keys,
      forwardTo: 'http://127.0.0.1:9/',
    });
    await fetch(`${first.ingressUrl}/v1/track`, {
      method: 'POST',
      body: JSON.stringify({ writeKey: keys.writeKey, userId: 'ada', event: 'Visible' }),
    });
    await first.close();
    const { execFileSync } = await import('node:child_process');
    const count = (text: string) =>
      Number(
        execFileSync('sh', ['-c', `cat "$0"/* | grep -c -a "$1" || true`, folder, text], {
          encoding: 'utf8',
        }),
      );
    assert.ok(count('Visible') > 0);
    for (const text of ['very-secret', Buffer.from('fk-very-secret:').toString('base64')]) {
      assert.equal(count(text), 0, text);
    }
  });

  it('is created with its parents; without the option, no folder is created', async () => {
    const folder = join(newFolder(), 'deep', 'down');
    await (await open(folder)).close();
    assert.ok(existsSync(folder));
    const before = readdirSync(root);
    await (await startEmulator({ port: 0 })).close();
    assert.deepEqual(readdirSync(root), before);
  });
});

describe('the rights of a data directory', { skip: process.platform === 'win32' }, () => {
  it('are those of its owner only, of its files too', async () => {
    const folder = newFolder();
    const errors: string[] = [];
    const logger = { error: (message: string) => errors.push(message) };
    for (let round = 0; round < 2; round += 1) {
      const emulator = await open(folder, { logger });
      await emulator.call({ type: 'identify', userId: `u-${round}` });
      await emulator.close();
    }
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    for (const name of readdirSync(folder)) {
      assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600, name);
    }
    assert.deepEqual(errors, []);
  });

  it('are said, and not changed, if others have some', async () => {
    const folder = newFolder();
    mkdirSync(folder);
    chmodSync(folder, 0o755);
    const errors: string[] = [];
    await (await open(folder, { logger: { error: (message) => errors.push(message) } })).close();
    assert.equal(statSync(folder).mode & 0o777, 0o755);
    assert.match(errors.join(), /other users of this machine may use .* \(rights 0755\): run chmod 700/);
  });
});

describe('a folder that cannot be a data directory', () => {
  it('is in use by another emulator', async () => {
    const folder = newFolder();
    const first = await open(folder);
    await assert.rejects(open(folder), /is in use by another process/);
    await first.close();
    await (await open(folder)).close();
  });

  it('is a file', async () => {
    const file = newFolder();
    writeFileSync(file, 'hello');
    const { exitCode, err } = await runCommand(['emulate', '--port', '0', '--data-dir', file]);
    assert.equal(exitCode, 2);
    assert.match(err, /is not a directory/);
    assert.doesNotMatch(err, /\n\s+at /);
  });

  it('lacks a file', async () => {
    const folder = newFolder();
    await (await open(folder)).close();
    for (const file of readdirSync(folder).filter((name) => /^MANIFEST/.test(name)))
      rmSync(join(folder, file));
    await assert.rejects(open(folder), /is damaged|cannot be used/);
    rmSync(join(folder, 'CURRENT'));
    const left = readdirSync(folder);
    await assert.rejects(open(folder), /its file CURRENT is missing/);
    assert.deepEqual(readdirSync(folder), left);
  });

  it('contains other files, which are left unchanged', async () => {
    const folder = newFolder();
    mkdirSync(folder);
    for (const name of ['2024.log', '3.ldb', 'LOG']) writeFileSync(join(folder, name), 'mine');
    await assert.rejects(open(folder), /contains files but is not a data directory/);
    assert.deepEqual(readdirSync(folder).sort(), ['2024.log', '3.ldb', 'LOG']);
  });

  it('has a damaged table', async () => {
    const folder = newFolder();
    const { ClassicLevel } = await import('classic-level');
    const first = await open(folder);
    await fill(first);
    await first.close();
    const level = new ClassicLevel(folder);
    await level.open();
    await level.compactRange('"', '~');
    await level.close();
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.ldb'))) {
      const bytes = readFileSync(join(folder, name));
      bytes.fill(7, 20, Math.floor(bytes.length / 2));
      writeFileSync(join(folder, name), bytes);
    }
    await assert.rejects(open(folder), /is damaged/);
  });

  it('is the database of another program', async () => {
    const { ClassicLevel } = await import('classic-level');
    const folder = newFolder();
    mkdirSync(folder);
    const level = new ClassicLevel(folder);
    await level.put('theirs', '1');
    await level.close();
    await assert.rejects(open(folder), /of another program/);
    const again = new ClassicLevel(folder);
    assert.equal(await again.get('theirs'), '1');
    await again.close();
  });

  it('cannot be combined with defects or variants, and requires startEmulator', async () => {
    const dataDir = newFolder();
    await assert.rejects(
      open(dataDir, { defects: ['auth-accepts-any-key'] }),
      /no defect named|cannot be combined with defects/,
    );
    await assert.rejects(open(dataDir, { dataDir: '' }), /dataDir must not be empty/);
    const { createApp } = await import('../emulator/index.ts');
    assert.throws(() => createApp({ dataDir }), /requires startEmulator/);
    assert.equal(existsSync(dataDir), false);
  });
});
