/** What is damaged in a data directory is refused at the start with a sentence, and `emulate --repair` keeps the rest. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join, sep } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { crc32 } from 'node:zlib';
import { ClassicLevel } from 'classic-level';
import { InvalidOptions, repairDataDir } from '../../emulator/index.ts';
import { createRandom } from '../../emulator/segment/delivery/random.ts';
import { basic, startOpen } from '../../emulator/testing.ts';
import { makeFolder } from '../folder.ts';
import { PROGRAM, startProgram } from '../program.ts';
import { runCommand } from '../shell.ts';

const KEYS = { apiKey: 'ak-1', blockingApiKey: 'bk-1', restrictedApiKey: 'rk-1', writeKey: 'wk-1' };
/** Deliveries wait: the clock stands still. */
const AWAY = { forwardTo: 'http://127.0.0.1:9/away', forwardApiKey: 'k', clock: 'frozen' } as const;

/** Bits per file. */
const FLIPS = 5;

const root = makeFolder('damage');
const original = join(root, 'original');
let copies = 0;

const open = (dataDir: string) => startOpen({ ...KEYS, ...AWAY, port: 0, dataDir });
type Opened = Awaited<ReturnType<typeof open>>;

/** Three starts, so that there are tables and a log; every kind of record, and overwritten ones. */
async function fill(dataDir: string): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    const emulator = await open(dataDir);
    const authorization = basic(KEYS.apiKey);
    for (let index = 0; index < 6; index += 1) {
      const userId = `u-${index}`;
      for (const body of [
        { type: 'identify', userId, traits: { round, plan: 'p'.repeat(50) } },
        { type: 'group', userId, groupId: `g-${index % 2}`, traits: { round } },
        { type: 'track', userId, messageId: `m-${round}-${index}`, event: 'Tried' },
      ]) {
        const answer = await fetch(emulator.baseUrl, {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        assert.equal(answer.status, 200);
      }
    }
    await fetch(`${emulator.ingressUrl}/v1/track`, {
      method: 'POST',
      body: JSON.stringify({
        writeKey: KEYS.writeKey,
        messageId: `d-${round}`,
        userId: 'u-1',
        event: 'Away',
      }),
    });
    await emulator.core.clock.idle();
    await emulator.close();
  }
}

/** Everything that a client can read, as text. */
function everything({ core }: Opened): string {
  const ask = (collection: string, parameter: string, id: string) =>
    core.destination.records({
      collection,
      authorization: basic(KEYS.apiKey),
      query: new URLSearchParams({ [parameter]: id }),
    }).body;
  const users = Array.from({ length: 6 }, (_, index) => `u-${index}`);
  return JSON.stringify([
    users.map((id) => [ask('users', 'userId', id), ask('events', 'userId', id)]),
    ['g-0', 'g-1'].map((id) => ask('accounts', 'groupId', id)),
    core.destination.counts(),
    core.engine.counts(),
  ]);
}

function copy(): string {
  copies += 1;
  const folder = join(root, `copy-${copies}`);
  cpSync(original, folder, { recursive: true });
  return folder;
}

/** Starts an emulator; returns what it has, or the sentence of its refusal. */
async function look(folder: string): Promise<{ readonly has?: string; readonly refusal?: string }> {
  try {
    const emulator = await open(folder);
    const has = everything(emulator);
    await emulator.close();
    return { has };
  } catch (error) {
    assert.ok(error instanceof InvalidOptions, `not a sentence: ${(error as Error).stack}`);
    return { refusal: error.message };
  }
}

/** Changes entries as another program could. */
async function change(folder: string, act: (level: ClassicLevel) => Promise<void>): Promise<void> {
  const level = new ClassicLevel(folder);
  await level.open();
  await act(level);
  await level.close();
}

function sealed(key: string, json: string): string {
  return crc32(json, crc32(key)).toString(16).padStart(8, '0') + json;
}

let untouched: string;

before(async () => {
  await fill(original);
  const emulator = await open(original);
  untouched = everything(emulator);
  await emulator.close();
});

const USER = '["record","allowing","user","identified","u-1"]';
const DELIVERY = '["delivery","0000000000000099"]';

describe('a bit that flips in a file of a data directory', () => {
  it('is refused with a sentence or changes nothing, and a repair loses nothing else', async () => {
    const random = createRandom(7);
    let refused = 0;
    for (const name of readdirSync(original)) {
      const bytes = readFileSync(join(original, name));
      for (let flip = 0; bytes.length > 0 && flip < FLIPS; flip += 1) {
        // The ends of files hold indexes and the newest writes.
        const share = flip < 3 ? random() : 1 - random() * 0.05;
        const at = Math.floor(share * bytes.length);
        const bit = Math.floor(random() * 8);
        const folder = copy();
        const damaged = Buffer.from(bytes);
        damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << bit), at);
        writeFileSync(join(folder, name), damaged);
        const { has, refusal = '' } = await look(folder);
        const where = `${name}, byte ${at}, bit ${bit}`;
        if (has !== undefined) {
          assert.equal(has, untouched, where);
          continue;
        }
        refused += 1;
        assert.match(refusal, /is damaged: .*--repair/, where);
        const { kept, problems, movedTo } = await repairDataDir(folder);
        assert.ok(movedTo !== undefined && problems.length > 0, where);
        const repaired = await look(folder);
        assert.equal(repaired.refusal, undefined, where);
        assert.ok(kept > 0 || /is not readable|damaged/.test(problems.join()), where);
        rmSync(folder, { recursive: true });
      }
    }
    assert.ok(refused > 10, `${refused} were refused`);
  });

  it('in the list of files, in the mark or in the name of the list costs no entry', async () => {
    for (const name of readdirSync(original).filter((one) => /^(?:CURRENT|SAVED|MANIFEST)/.test(one))) {
      const folder = copy();
      const bytes = readFileSync(join(folder, name));
      bytes.writeUInt8(bytes.readUInt8(8) ^ 4, 8);
      writeFileSync(join(folder, name), bytes);
      assert.match((await look(folder)).refusal ?? '', /is damaged: .*--repair/);
      await repairDataDir(folder);
      assert.equal((await look(folder)).has, untouched, name);
    }
  });
});

describe('a data directory that lost writes', () => {
  it('is refused if its log is cut, removed or emptied', async () => {
    const newest = readdirSync(original).find((name) => name.endsWith('.log')) ?? '';
    const { size } = statSync(join(original, newest));
    assert.ok(size > 0);
    for (const lose of [
      (folder: string) => truncateSync(join(folder, newest), size - 1),
      (folder: string) => truncateSync(join(folder, newest), 0),
      (folder: string) => rmSync(join(folder, newest)),
    ]) {
      const folder = copy();
      lose(folder);
      assert.match((await look(folder)).refusal ?? '', /writes are missing.*--repair/);
    }
  });

  it('is refused if an entry is removed, added or put back to an older value', async () => {
    const removed = copy();
    await change(removed, (level) => level.del(USER));
    assert.match((await look(removed)).refusal ?? '', /1 of \d+ entries are missing/);

    const older = copy();
    const json = JSON.stringify({ kind: 'user', userId: 'u-1', properties: { round: 0 } });
    await change(older, (level) => level.put(USER, sealed(USER, json)));
    assert.match((await look(older)).refusal ?? '', /an entry has an older value/);

    const added = copy();
    await change(added, (level) =>
      level.put(USER.replace('u-1', 'u-9'), sealed(USER.replace('u-1', 'u-9'), json.replace('u-1', 'u-9'))),
    );
    assert.match((await look(added)).refusal ?? '', /1 entries more than were written/);
  });
});

describe('a mark that is not an ordinary file', { skip: sep === '\\' }, () => {
  const elsewhere = join(root, 'elsewhere');
  const nowhere = join(root, 'nowhere');
  const links: readonly (readonly [string, (file: string) => void])[] = [
    ['a symbolic link', (file) => symlinkSync(elsewhere, file)],
    ['a symbolic link to nothing', (file) => symlinkSync(nowhere, file)],
    ['a folder', (file) => mkdirSync(join(file, 'inner'), { recursive: true })],
  ];
  before(() => writeFileSync(elsewhere, 'theirs'));
  after(() => assert.equal(readFileSync(elsewhere, 'utf8'), 'theirs'));
  after(() => assert.ok(!existsSync(nowhere)));

  for (const [what, put] of [
    ...links,
    ['a named pipe', (file: string) => execFileSync('mkfifo', [file])] as const,
  ]) {
    it(`is refused at once and repaired: ${what}`, async () => {
      const folder = copy();
      rmSync(join(folder, 'SAVED'));
      put(join(folder, 'SAVED'));
      // A process of its own, because to read a named pipe would block this one for ever.
      const words = [...PROGRAM, 'emulate', '--port', '0', '--data-dir', folder];
      const start = spawnSync(process.execPath, words, { timeout: 60_000, encoding: 'utf8' });
      assert.equal(start.status, 2, start.stderr);
      assert.match(start.stderr, /is damaged: SAVED is not an ordinary file\. Run .*--repair/);
      const { problems, movedTo = '' } = await repairDataDir(folder);
      assert.deepEqual(problems, ['SAVED is not an ordinary file']);
      assert.ok(readdirSync(movedTo).includes('SAVED'));
      assert.ok(lstatSync(join(folder, 'SAVED')).isFile());
      assert.equal((await look(folder)).has, untouched);
    });
  }

  for (const [what, put] of links) {
    it(`is never written through: SAVED.part is ${what}`, async () => {
      const folder = copy();
      put(join(folder, 'SAVED.part'));
      assert.equal((await look(folder)).has, untouched);
      assert.ok(lstatSync(join(folder, 'SAVED')).isFile());
      assert.ok(!readdirSync(folder).includes('SAVED.part'));
    });
  }
});

describe('a file of the database that is not an ordinary file', () => {
  for (const pattern of [/^CURRENT$/, /^MANIFEST/, /\.log$/, /\.ldb$/]) {
    it(`is refused with a sentence, and moved away by a repair: ${pattern.source}`, async () => {
      const folder = copy();
      const name = readdirSync(folder).find((one) => pattern.test(one)) ?? '';
      rmSync(join(folder, name));
      mkdirSync(join(folder, name));
      const sentence = `${name} is not an ordinary file`;
      const { refusal = '' } = await look(folder);
      assert.ok(refusal.includes(`is damaged: ${sentence}`), refusal);
      const { problems, movedTo = '' } = await repairDataDir(folder);
      assert.ok(problems.includes(sentence), problems.join());
      assert.ok(readdirSync(movedTo).includes(name));
      assert.equal((await look(folder)).refusal, undefined);
    });
  }
});

describe('files of others', () => {
  it('stay as they are in a data directory, and are refused in a directory without data', async () => {
    const folder = copy();
    writeFileSync(join(folder, 'notes.txt'), 'theirs');
    assert.equal((await look(folder)).has, untouched);
    assert.equal((await look(folder)).has, untouched);
    assert.equal(readFileSync(join(folder, 'notes.txt'), 'utf8'), 'theirs');
    const other = join(root, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'notes.txt'), 'theirs');
    assert.match((await look(other)).refusal ?? '', /contains files but is not a data directory/);
    assert.deepEqual(readdirSync(other), ['notes.txt']);
  });
});

describe('a kill while a data directory is created', () => {
  for (const left of [
    ['LOG'],
    ['LOCK', 'LOG'],
    ['LOCK', 'LOG', 'MANIFEST-000001'],
    ['LOCK', 'LOG', 'MANIFEST-000001', '000001.dbtmp'],
  ]) {
    it(`is not damage: ${left.join(', ')}`, async () => {
      const folder = join(root, left.join('-'));
      mkdirSync(folder);
      for (const name of left) writeFileSync(join(folder, name), '');
      assert.equal((await look(folder)).refusal, undefined);
      assert.equal((await look(folder)).refusal, undefined);
    });
  }
});

describe('an entry that is not what was written', () => {
  for (const [what, key, value, why] of [
    ['another text', USER, 'x', 'it has no checksum'],
    ['no checksum', USER, '{"kind":"user","userId":"u-1","properties":{}}', 'it has no checksum'],
    [
      'a changed value',
      USER,
      '00000000{"kind":"user","userId":"u-1","properties":{}}',
      'does not match its checksum',
    ],
    ['no JSON', USER, sealed(USER, '{"kind"'), 'another shape'],
    ['a list', USER, sealed(USER, '[]'), 'another shape'],
    ['null', USER, sealed(USER, 'null'), 'another shape'],
    ['no properties', USER, sealed(USER, '{"kind":"user","userId":"u-1"}'), 'another shape'],
    ['an unknown kind', USER, sealed(USER, '{"kind":"__proto__","userId":"u-1"}'), 'another shape'],
    ['another User', USER, sealed(USER, '{"kind":"user","userId":"u-2","properties":{}}'), 'another shape'],
    ['a null delivery', DELIVERY, sealed(DELIVERY, 'null'), 'another shape'],
    ['a plain null delivery', DELIVERY, 'null', 'it has no checksum'],
    ['a delivery without a call', DELIVERY, sealed(DELIVERY, '{"instance":"default"}'), 'another shape'],
    ['a key of no kind', 'theirs', sealed('theirs', '{}'), 'another shape'],
    [
      'a connector that does not exist',
      USER.replace('allowing', 'no'),
      sealed(USER.replace('allowing', 'no'), '{"kind":"user","userId":"u-1","properties":{}}'),
      'a connector that does not exist',
    ],
  ] as const) {
    it(`is refused by its name, and left out by a repair: ${what}`, async () => {
      const folder = copy();
      await change(folder, (level) => level.put(key, value));
      const { refusal = '' } = await look(folder);
      assert.ok(refusal.includes(`entry ${key}: `) && refusal.includes(why), refusal);
      const { problems } = await repairDataDir(folder);
      assert.ok(
        problems.some((problem) => problem.includes(key) && problem.includes(why)),
        problems.join(),
      );
      assert.equal((await look(folder)).refusal, undefined);
    });
  }
});

describe('emulate --repair', () => {
  it('lists what is damaged, keeps the rest, and leaves the old files beside it', async () => {
    const folder = copy();
    await change(folder, (level) => level.put(USER, sealed(USER, 'null')));
    const refused = await runCommand(['emulate', '--port', '0', '--data-dir', folder]);
    assert.equal(refused.exitCode, 2);
    assert.match(refused.err, /u-1.*--repair/s);
    assert.doesNotMatch(refused.err, /\n\s+at /);
    const { exitCode, out } = await runCommand(['emulate', '--data-dir', folder, '--repair']);
    assert.equal(exitCode, 0);
    assert.match(out, /is repaired: \d+ entries kept\. Damaged:\n {2}entry .*u-1.*another shape/);
    assert.ok(readdirSync(folder).includes('before-repair-1'));
    const again = await runCommand(['emulate', '--data-dir', folder, '--repair']);
    assert.match(again.out, /is whole \(\d+ entries\): nothing was changed/);
    const now = (await look(folder)).has ?? '';
    assert.ok(now.includes('u-2') && !now.includes('"users":[{"userId":"u-1"'));
  });

  it('lists a mark that is missing, and writes a new one', async () => {
    const folder = copy();
    rmSync(join(folder, 'SAVED'));
    assert.match((await look(folder)).refusal ?? '', /SAVED is missing\..*--repair/);
    const { exitCode, out } = await runCommand(['emulate', '--data-dir', folder, '--repair', '--json']);
    assert.equal(exitCode, 0);
    const { problems, movedTo } = JSON.parse(out);
    assert.match(problems.join(), /^SAVED is missing/);
    assert.equal(movedTo, join(folder, 'before-repair-1'));
    assert.ok(readdirSync(folder).includes('SAVED'));
    assert.equal((await look(folder)).has, untouched);
    assert.equal((await repairDataDir(folder)).movedTo, undefined);
  });

  it('says how many writes are lost if no entry is left', async () => {
    const full = join(root, 'one-log');
    const emulator = await open(full);
    for (const userId of ['u-1', 'u-2', 'u-3']) {
      const answer = await fetch(emulator.baseUrl, {
        method: 'POST',
        headers: { authorization: basic(KEYS.apiKey), 'content-type': 'application/json' },
        body: JSON.stringify({ type: 'identify', userId, traits: {} }),
      });
      assert.equal(answer.status, 200);
    }
    await emulator.close();
    const writes = Number.parseInt(readFileSync(join(full, 'SAVED'), 'latin1'), 10);
    assert.ok(writes > 0);
    const log = readdirSync(full).find((name) => name.endsWith('.log')) ?? '';
    for (const lose of [
      (folder: string) => truncateSync(join(folder, log), 0),
      (folder: string) => rmSync(join(folder, log)),
      (folder: string) => writeFileSync(join(folder, log), Buffer.alloc(100, 1)),
      (folder: string) => {
        for (const name of readdirSync(folder)) if (name !== 'SAVED') rmSync(join(folder, name));
      },
    ]) {
      copies += 1;
      const folder = join(root, `copy-${copies}`);
      cpSync(full, folder, { recursive: true });
      lose(folder);
      assert.match((await look(folder)).refusal ?? '', /is damaged: .*--repair/);
      const { kept, problems } = await repairDataDir(folder);
      assert.equal(kept, 0);
      assert.ok(problems.includes(`all of its ${writes} writes are missing`), problems.join());
      assert.equal((await look(folder)).refusal, undefined);
    }
  });

  it('names the entry of the format if it is missing', async () => {
    const folder = copy();
    await change(folder, (level) => level.del('"format"'));
    const { problems } = await repairDataDir(folder);
    assert.deepEqual(problems, ['entry "format": it is missing']);
    assert.equal((await look(folder)).has, untouched);
  });

  it('continues a repair that was interrupted while files were moved', async () => {
    // The states that a kill can leave, by what was moved already.
    for (const moved of [[], ['CURRENT'], ['CURRENT', 'SAVED', 'LOCK']]) {
      const folder = copy();
      cpSync(original, join(folder, 'repair-built'), { recursive: true });
      mkdirSync(join(folder, 'before-repair-1'));
      for (const name of moved) renameSync(join(folder, name), join(folder, 'before-repair-1', name));
      await repairDataDir(folder);
      assert.equal((await look(folder)).has, untouched);
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.startsWith('repair')),
        [],
      );
    }
    const folder = copy();
    cpSync(original, join(folder, 'repair-moving'), { recursive: true });
    for (const name of readdirSync(original).filter((one) => one !== 'SAVED')) rmSync(join(folder, name));
    rmSync(join(folder, 'repair-moving', 'SAVED'));
    assert.match((await look(folder)).refusal ?? '', /--repair/);
    await repairDataDir(folder);
    assert.equal((await look(folder)).has, untouched);
  });

  it('converts a directory of the first format, which had no checksums', async () => {
    const folder = copy();
    await change(folder, async (level) => {
      for (const [key, value] of await level.iterator().all()) {
        if (key.startsWith('[')) await level.put(key, value.slice(8));
      }
      await level.put('"format"', '1');
      await level.del('"head"');
    });
    rmSync(join(folder, 'SAVED'));
    assert.match((await look(folder)).refusal ?? '', /without checksums.*--repair, which converts it/);
    assert.deepEqual((await repairDataDir(folder)).problems, []);
    assert.equal((await look(folder)).has, untouched);
  });

  it('refuses what is not a data directory, and one that is in use', async () => {
    const empty = join(root, 'none');
    for (const words of [
      ['emulate', '--repair'],
      ['emulate', '--repair', '--data-dir', empty],
      ['emulate', '--repair', '--data-dir', import.meta.dirname],
    ]) {
      const { exitCode, err } = await runCommand(words);
      assert.equal(exitCode, 2);
      assert.doesNotMatch(err, /\n\s+at /);
    }
    const folder = copy();
    const other = startProgram(['emulate', '--port', '0', '--json', '--data-dir', folder]);
    await other.firstLine();
    await assert.rejects(repairDataDir(folder), /is in use by another process/);
    await other.stop('SIGTERM');
  });
});
