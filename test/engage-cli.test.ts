/** `audience` against a running emulator, and against any destination. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Emulator, startEmulator } from '../emulator/index.ts';
import { startDestination } from './destination/index.ts';
import { makeFolder } from './folder.ts';
import { readRecords } from './records.ts';
import { runCommand } from './shell.ts';

const folder = makeFolder('audience');

function fileOf(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const BAD_LINES = [
  'userId,email,member',
  'ada,ada@home.example,true',
  'bob,,false',
  ',nobody@home.example,true',
  'cleo,,perhaps',
  '"dan, the first",,',
  'ada,,false',
  '"eve',
].join('\n');

/** A property of a User. */
async function readFlag(target: Parameters<typeof readRecords>[0], userId: string, key: string) {
  const [user] = await readRecords(target, `users?userId=${encodeURIComponent(userId)}`);
  return user?.properties[key];
}

describe('audience', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ port: 0 });
  });
  after(() => emulator.close());

  const run = (...words: string[]) =>
    runCommand(['audience', ...words], { ASTROLABE_CONTROL_URL: emulator.controlUrl });
  const flagOf = (userId: string, key: string) => readFlag(emulator, userId, key);

  it('creates one, fills it from a file, previews it, syncs it and lists it', async () => {
    const made = await run('create', 'Power Users');
    assert.deepEqual([made.exitCode, made.out, made.err], [0, 'power_users\n', '']);
    const many = Array.from({ length: 2_000 }, (_, index) => `{"userId": "user-${index}"}`).join('\n');
    assert.equal((await run('enter', 'power_users', fileOf('many', many))).out, '2000 entered, 0 left\n');
    const { waiting } = JSON.parse((await run('preview', 'power_users')).out);
    assert.equal(waiting, 2_000);
    const synced = await run('sync', 'power_users');
    const summary = 'first sync: 2000 of 2000 delivered in 2000 calls';
    assert.deepEqual([synced.exitCode, synced.out], [0, `${summary}\n`]);
    assert.ok((await run('list')).out.startsWith(`power_users  "Power Users"  2000 members  ${summary}`));
    await run('leave', 'power_users', fileOf('one', '{"userId": "user-7"}'));
    assert.equal((await run('sync', 'power_users')).out, 'later sync: 1 of 1 delivered in 1 calls\n');
    assert.deepEqual(
      [await flagOf('user-6', 'power_users'), await flagOf('user-7', 'power_users')],
      [true, false],
    );
  });

  it('creates a computed trait, notes an event that was never sent, and removes it', async () => {
    const made = await run('create-trait', 'Orders', '--formula', '{"compute": "count", "event": "Order"}');
    assert.deepEqual(
      [made.exitCode, made.out, made.err],
      [0, 'orders\n', 'note: no call has had the event "Order" yet\n'],
    );
    await fetch(`${emulator.ingressUrl}/v1/track`, {
      method: 'POST',
      body: JSON.stringify({ writeKey: emulator.writeKey, userId: 'eve', event: 'Order' }),
    });
    assert.equal((await run('sync', 'orders')).out, 'first sync: 1 of 1 delivered in 1 calls\n');
    assert.equal(await flagOf('eve', 'orders'), 1);
    assert.match((await run('list')).out, /^orders {2}"Orders" {2}1 values/m);
    assert.equal((await run('remove', 'orders')).exitCode, 0);
    assert.equal((await run('sync', 'orders')).exitCode, 2);
  });

  it('fills an account-level audience from a file, and calls through its users', async () => {
    await run('create', 'Expansion', '--level', 'account', '--as', 'group,identify');
    const file = fileOf('accounts.csv', 'groupId,userIds,member\nacme,ada;bob,true\ninitech,,true\n');
    assert.equal((await run('enter', 'expansion', file)).out, '2 entered, 0 left\n');
    const { out } = await run('sync', 'expansion');
    const skipped = '  1 skipped: an account without users: a call needs the ID of one\n';
    assert.equal(out, `first sync: 1 of 2 delivered in 3 calls\n${skipped}`);
    assert.equal(await flagOf('bob', 'expansion'), true);
  });

  it('reads every valid line of a file with a member of the other kind and one that is too large', async () => {
    await run('create', 'Kinds');
    const lines = [
      '{"userId": "n1", "emails": ["a@acme.example", "b@acme.example"]}',
      '{"groupId": "g", "userIds": ["x"]}',
      `{"userId": "${'u'.repeat(70_000)}"}`,
      '{"userId": "n2", "plan": "pro"}',
      '{"userId": "n3"}',
    ];
    const { exitCode, out, err } = await run('enter', 'kinds', fileOf('kinds', lines.join('\n')));
    assert.deepEqual([exitCode, out], [3, '2 entered, 0 left, 3 lines not read\n']);
    for (const message of [
      /line 2: this is an account/,
      /line 3: this takes more/,
      /line 4: "plan" is not known/,
    ]) {
      assert.match(err, message);
    }
    assert.equal((await run('sync', 'kinds')).out, 'first sync: 2 of 2 delivered in 4 calls\n');
    const quoted = fileOf('quoted.csv', '"userId","member"\n"n3","false"\n');
    assert.equal((await run('enter', 'kinds', quoted)).out, '0 entered, 1 left\n');
  });

  it('sends an account with many users in parts', async () => {
    await run('create', 'Large', '--level', 'account', '--as', 'identify');
    const userIds = Array.from({ length: 6_000 }, (_, index) => `user-of-acme-${index}`);
    const file = fileOf('large', JSON.stringify({ groupId: 'large-acme', userIds }));
    assert.equal((await run('enter', 'large', file)).out, '1 entered, 0 left\n');
    assert.equal((await run('sync', 'large')).out, 'first sync: 1 of 1 delivered in 6000 calls\n');
  });

  it('reads every valid line of a file that also has invalid ones', async () => {
    await run('create', 'Mixed');
    const { exitCode, out, err } = await run('enter', 'mixed', fileOf('bad.csv', BAD_LINES));
    assert.deepEqual([exitCode, out], [3, '2 entered, 0 left, 4 lines not read\n']);
    for (const problem of [
      /line 4: there is neither/,
      /line 5: member must be/,
      /line 7: .*line 2/,
      /line 8: a quot/,
    ]) {
      assert.match(err, problem);
    }
  });

  const refused: readonly (readonly [
    what: string,
    words: readonly string[],
    code: number,
    message: RegExp,
  ])[] = [
    ['a name without a key', ['create', '重要'], 2, /give a key/],
    ['a rule that is not JSON', ['create', 'X', '--rule', 'plan'], 2, /--rule is not JSON/],
    ['an unknown level', ['create', 'X', '--level', 'city'], 2, /--level must be user or account/],
    ['calls of accounts for users', ['create', 'X', '--as', 'group'], 2, /only an account-level audience/],
    ['a computed trait without a formula', ['create-trait', 'X'], 2, /--formula is required/],
    ['a formula that is not JSON', ['create-trait', 'X', '--formula', 'count'], 2, /--formula is not JSON/],
    ['an audience that does not exist', ['sync', 'nobody'], 2, /with this key: GET audiences/],
    ['a key that calls use already', ['create', 'Email'], 2, /the address that calls carry/],
    ['an unknown command', ['dance'], 2, /unknown command/],
    ['an unknown option', ['list', '--loud'], 2, /unknown option/],
    [
      'an emulator that cannot be reached',
      ['list', '--control-url', 'http://127.0.0.1:9'],
      4,
      /cannot be reached/,
    ],
  ];
  for (const [what, words, code, message] of refused) {
    it(`exits ${code} for ${what}`, async () => {
      const { exitCode, err } = await run(...words);
      assert.equal(exitCode, code);
      assert.match(err, message);
    });
  }
});

describe('audience send', () => {
  it('sends accounts as a group call of their first user, or as a call of each user', async () => {
    const destination = await startDestination();
    try {
      const file = fileOf(
        'send-accounts',
        '{"groupId": "acme", "userIds": ["ada", "bob"]}\n{"groupId": "initech"}\n',
      );
      const send = (...words: string[]) =>
        runCommand(['audience', 'send', 'Expansion', file, '--base-url', destination.baseUrl, ...words], {
          ASTROLABE_API_KEY: destination.apiKey,
        });
      const group = await send();
      assert.deepEqual([group.exitCode, group.out], [3, 'expansion: 1 calls: 200 ×1\n']);
      assert.match(group.err, /line 2: an account without userIds/);
      assert.equal((await send('--as', 'group,identify')).out, 'expansion: 3 calls: 200 ×3\n');
      assert.match((await send('--as', 'track')).err, /--as must be group or identify/);
    } finally {
      await destination.close();
    }
  });

  it('exits 4 if the destination cannot be reached, and 2 without --base-url', async () => {
    const file = fileOf('nobody', '{"userId": "ada"}');
    const key = { ASTROLABE_API_KEY: 'k' };
    const send = (...words: string[]) => runCommand(['audience', 'send', 'Power Users', file, ...words], key);
    assert.equal((await send('--base-url', 'http://127.0.0.1:9/')).exitCode, 4);
    assert.match((await send()).err, /audience send needs --base-url/);
  });

  it('sends a file to any destination as Engage would', async () => {
    const destination = await startDestination();
    try {
      const { exitCode, out } = await runCommand(
        ['audience', 'send', 'Power Users', fileOf('send.csv', BAD_LINES), '--base-url', destination.baseUrl],
        { ASTROLABE_API_KEY: destination.apiKey },
      );
      // ada and her address, bob, and dan.
      assert.deepEqual([exitCode, out], [3, 'power_users: 4 calls: 200 ×4\n']);
      const flag = (userId: string) => readFlag(destination, userId, 'power_users');
      assert.deepEqual(
        [await flag('ada'), await flag('bob'), await flag('dan, the first'), await flag('cleo')],
        [true, false, true, undefined],
      );
    } finally {
      await destination.close();
    }
  });
});
