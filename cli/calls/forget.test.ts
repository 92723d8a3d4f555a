/** The command line of `forget`. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { startEmulator } from '../../emulator/index.ts';
import { validate } from '../../schemas/index.ts';
import { makeFolder } from '../../test/folder.ts';
import { pointAt, runCommand } from '../../test/shell.ts';
import { readLedger } from './read-ledger.ts';

const folder = makeFolder('forget');
const KEY = { ASTROLABE_API_KEY: 'k-1' };

function ledgerOf(...entries: readonly (readonly [field: string, id: string])[]): string {
  const file = join(folder, `${entries.length}-${Math.random()}.ndjson`);
  writeFileSync(
    file,
    entries
      .map(([field, id]) => `${JSON.stringify({ field, id, example: 'controls', accepted: true })}\n`)
      .join(''),
  );
  return file;
}

async function listen<T>(statusOf: (userId: string) => number, use: (url: string) => Promise<T>) {
  const bodies: { type: string; userId: string }[] = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request));
    bodies.push(body);
    response.writeHead(statusOf(body.userId)).end();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  try {
    const ran = await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return { bodies, ran };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const forget = (url: string, ledger: string, ...words: string[]) =>
  runCommand(['forget', '--ledger', ledger, '--base-url', url, ...words], KEY);

describe('forget', () => {
  it('sends one documented delete call for each user, and says what it cannot know', async () => {
    const ledger = ledgerOf(
      ['userId', 'conformance-r1-a'],
      ['groupId', 'conformance-r1-g'],
      ['userId', 'conformance-r1-b'],
      ['anonymousId', 'conformance-r1-anonymous'],
      ['userId', 'conformance-r1-a'],
    );
    const { bodies, ran } = await listen(
      () => 200,
      (url) => forget(url, ledger, '--concurrency', '1'),
    );
    assert.deepEqual(
      bodies.map(({ userId }) => userId),
      ['conformance-r1-a', 'conformance-r1-b'],
    );
    for (const body of bodies) assert.deepEqual(validate('delete', body), []);
    assert.equal(ran.exitCode, 0);
    assert.match(ran.out, /^2 of 2 users: 200 ×2\n/);
    assert.match(ran.out, /does not prove that anything was deleted/);
    assert.match(ran.out, /Left in place: 1 anonymous IDs and 1 group IDs/);
  });

  it('exits 1 if a call was not accepted, and says what 501 means', async () => {
    const ledger = ledgerOf(['userId', 'conformance-r1-a'], ['userId', 'conformance-r1-b']);
    const { ran } = await listen(
      (userId) => (userId.endsWith('a') ? 501 : 202),
      (url) => forget(url, ledger),
    );
    assert.equal(ran.exitCode, 1);
    assert.match(ran.out, /does not support delete calls \(501\)/);
    const { ran: asJson } = await listen(
      () => 501,
      (url) => forget(url, ledger, '--json'),
    );
    const summary = JSON.parse(asJson.out);
    assert.deepEqual(summary.byStatus, { 501: 2 });
    assert.deepEqual([summary.users, summary.accepted], [2, 0]);
  });

  it('takes the ledger that verify writes', async () => {
    const emulator = await startEmulator({ port: 0 });
    try {
      const { argv, env } = pointAt(emulator);
      const graded = await runCommand([...argv, '--clauses', 'AST-HTTP-001', '--report', 'ledger'], env);
      const ledger = join(graded.cwd, 'reports/output/ledger.ndjson');
      const ran = await runCommand(['forget', '--ledger', ledger, '--base-url', emulator.baseUrl], env);
      assert.match(ran.out, /^\d+ of \d+ users: 501 ×\d+\n/);
      assert.equal(ran.exitCode, 1);
    } finally {
      await emulator.close();
    }
  });

  it('exits 4 if the target cannot be reached, and 3 if the ledger has no user', async () => {
    const many = Array.from({ length: 30 }, (_, i) => ['userId', `conformance-r1-${i}`] as const);
    const away = await forget('http://127.0.0.1:9', ledgerOf(...many));
    assert.equal(away.exitCode, 4);
    assert.match(away.out, /cannot be reached/);
    const none = await forget('http://127.0.0.1:9', ledgerOf(['groupId', 'conformance-r1-g']));
    assert.equal(none.exitCode, 3);
    assert.match(none.out, /no user ID/);
  });

  it('asks before it sends to another machine', async () => {
    const ran = await forget('https://hooks.invalid', ledgerOf(['userId', 'conformance-r1-a']));
    assert.equal(ran.exitCode, 2);
    assert.match(ran.err, /add --yes/);
  });

  for (const [what, words, sentence] of [
    ['no ledger', ['--base-url', 'http://127.0.0.1:9'], /needs --ledger/],
    ['no target', ['--ledger', 'x'], /needs --base-url/],
    ['a ledger that is not there', ['--ledger', 'x', '--base-url', 'http://127.0.0.1:9'], /cannot be read/],
  ] as const) {
    it(`exits 2 for ${what}`, async () => {
      const { exitCode, err } = await runCommand(['forget', ...words], KEY);
      assert.equal(exitCode, 2);
      assert.match(err, sentence);
    });
  }
});

describe('a ledger', () => {
  for (const [what, line, sentence] of [
    [
      'a user that no run wrote',
      '{"field":"userId","id":"customer-1"}',
      /line 2: no run wrote the userId "customer-1"/,
    ],
    ['something else', '{"type":"identify"}', /line 2 is not an entry of a ledger/],
    ['another field', '{"field":"email","id":"conformance-r1-a"}', /line 2 is not an entry/],
    ['text', 'hello', /line 2 is not an entry/],
  ] as const) {
    it(`with ${what} is refused`, () => {
      const read = readLedger(`{"field":"userId","id":"conformance-r1-a"}\n${line}\n`);
      assert.match('problem' in read ? read.problem : '', sentence);
    });
  }
});
