/** The list of calls that did not arrive, and the files beside it. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, beforeEach, describe, it } from 'node:test';
import { makeFolder } from '../../test/folder.ts';
import { runCommand } from '../../test/shell.ts';

const KEY = { ASTROLABE_API_KEY: 'k-1' };
const folder = makeFolder('send-list');

const callOf = (userId: string) => `{"type":"track","userId":"${userId}","event":"E"}`;

function fileOf(name: string, userIds: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, userIds.map((userId) => `${callOf(userId)}\n`).join(''));
  return file;
}

describe('what send does not deliver', () => {
  let isRefusing = false;
  let got: string[] = [];
  const server = createServer(async (request, response) => {
    got.push(JSON.parse(await text(request)).userId);
    response.writeHead(isRefusing ? 400 : 200).end();
  });
  let url = '';
  before(async () => {
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    isRefusing = false;
    got = [];
  });
  after(() => new Promise<void>((closed) => server.close(() => closed())));
  const send = (...words: string[]) => runCommand(['send', ...words, '--base-url', url], KEY);

  it('never replaces or removes a file that another delivery or a person wrote', async () => {
    const first = fileOf('first.ndjson', ['a']);
    const second = fileOf('second.ndjson', ['b']);
    const mine = join(folder, 'mine.txt');
    writeFileSync(mine, 'precious\n');
    for (isRefusing of [false, true]) {
      const { exitCode, err } = await send(first, '--undelivered', mine);
      assert.equal(exitCode, 2);
      assert.match(err, /mine\.txt exists already, and is not a list that this delivery wrote: move it, or/);
    }
    const list = join(folder, 'rest.ndjson');
    assert.equal((await send(first, '--undelivered', list)).exitCode, 1);
    got = [];
    for (isRefusing of [false, true]) {
      assert.equal((await send(second, '--undelivered', list)).exitCode, 2);
      assert.equal((await send(first, '--undelivered', `${first}.sent.json`)).exitCode, 2);
    }
    assert.deepEqual(got, []);
    assert.equal(readFileSync(mine, 'utf8'), 'precious\n');
    assert.equal(readFileSync(list, 'utf8'), `${callOf('a')}\n`);
  });

  it('is replaced and removed by the same delivery, unless it was changed', async () => {
    const file = fileOf('again.ndjson', ['a', 'b']);
    const list = `${file}.undelivered.ndjson`;
    isRefusing = true;
    for (let run = 0; run < 2; run += 1) assert.equal((await send(file)).exitCode, 1);
    const written = readFileSync(list, 'utf8');
    assert.deepEqual(written.trim().split('\n').toSorted(), [callOf('a'), callOf('b')]);
    isRefusing = false;
    writeFileSync(list, `${written}${callOf('c')}\n`);
    assert.equal((await send(file)).exitCode, 2);
    writeFileSync(list, written);
    assert.equal((await send(file)).exitCode, 0);
    assert.deepEqual([existsSync(list), existsSync(`${file}.sent.json`)], [false, false]);
  });

  it('is not lost if a file appears in its place during the delivery', async () => {
    const file = fileOf('meanwhile.ndjson', ['a']);
    const list = `${file}.undelivered.ndjson`;
    isRefusing = true;
    server.once('request', () => writeFileSync(list, 'precious\n'));
    const { exitCode, err } = await send(file);
    assert.equal(exitCode, 1);
    assert.match(err, /undelivered\.ndjson was created meanwhile; the list is .*\.part/);
    assert.equal(readFileSync(list, 'utf8'), 'precious\n');
    assert.equal(readFileSync(`${list}.part`, 'utf8'), `${callOf('a')}\n`);
    for (const end of ['sent.json', 'undelivered.ndjson']) rmSync(`${file}.${end}`, { force: true });
  });

  it('is named without a list if the list cannot be written', async () => {
    isRefusing = true;
    const file = fileOf('nowhere.ndjson', ['a', 'b']);
    const list = join(folder, 'nowhere', 'rest.ndjson');
    const { exitCode, out, err } = await send(file, '--undelivered', list);
    assert.equal(exitCode, 1);
    assert.match(err, /^cannot write the list of calls that did not arrive: ENOENT/);
    assert.match(
      out,
      / {2}2 calls did not arrive, and there is no list of them: write one with --undelivered/,
    );
    assert.doesNotMatch(out, /the list is/);
    const json = JSON.parse((await send(file, '--undelivered', list, '--json')).out);
    assert.deepEqual([json.undelivered, json.undeliveredFile, json.resumes], [2, undefined, true]);
  });

  it('has no files beside a pipe, and the way to a list is named', {
    skip: process.platform === 'win32',
  }, async () => {
    isRefusing = true;
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const [{ out, err }] = await Promise.all([send(pipe), writeFile(pipe, `${callOf('a')}\n`)]);
    assert.equal(err, '');
    assert.match(
      out,
      / {2}1 call did not arrive, and there is no list of them: write one with --undelivered FILE\n/,
    );
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('pipe')),
      ['pipe'],
    );
  });

  for (const [what, words, sentence] of [
    ['with a state', [], /Interrupted\. Run the same command again to resume\.\n$/],
    [
      'without a state',
      ['--state', join(folder, 'nowhere', 'state')],
      /Interrupted\. There is no state to resume from \(--state FILE\): the same command sends every call again\.\n$/,
    ],
  ] as const) {
    it(`and an interruption say how to go on ${what}`, async () => {
      const file = fileOf('stopped.ndjson', ['a', 'b', 'c']);
      const stopping = new AbortController();
      server.once('request', () => stopping.abort());
      const argv = ['send', file, '--base-url', url, '--concurrency', '1', ...words];
      const { exitCode, out } = await runCommand(argv, KEY, stopping.signal);
      assert.equal(exitCode, 3);
      assert.match(out, sentence);
      rmSync(`${file}.sent.json`, { force: true });
      rmSync(`${file}.undelivered.ndjson`, { force: true });
    });
  }

  it('is not sent again by a shell that expands a pattern to it, nor is the state', async () => {
    const inputs = [fileOf('expanded-1.ndjson', ['a', 'b']), fileOf('expanded-3.ndjson', ['c'])];
    const beside = ['sent.json', 'undelivered.ndjson'].map((end) => `${inputs[0]}.${end}`);
    const [before, between] = ['0', '2'].map((name) => join(folder, `expanded-${name}.ndjson`)) as [
      string,
      string,
    ];
    const state = join(folder, 'expanded-0');
    for (const [words, written] of [
      [[], beside],
      [['--undelivered', before], [before]],
      [['--undelivered', between], [between]],
      [
        ['--state', state],
        [state, `${state}.undelivered.ndjson`],
      ],
    ] as const) {
      isRefusing = true;
      assert.equal((await send(...inputs, ...words)).exitCode, 1);
      isRefusing = false;
      got = [];
      const { exitCode, err } = await send(...[...inputs, ...written].toSorted(), ...words);
      assert.equal(exitCode, 0, err);
      const [note = ''] = err
        .split('\n')
        .filter((line) => line.startsWith('Left out, because send wrote it: '));
      for (const left of written) assert.ok(note.includes(left), err);
      assert.deepEqual(got.toSorted(), ['a', 'b', 'c']);
    }
  });

  it('is sent together with other lists', async () => {
    const lists = ['l-1', 'l-2'].map((name) => fileOf(`${name}.undelivered.ndjson`, [name]));
    const { exitCode, err } = await send(...lists);
    assert.deepEqual([exitCode, err], [0, '']);
    assert.deepEqual(got.toSorted(), ['l-1', 'l-2']);
  });

  it('is offered as one of two ways, if there are two', async () => {
    isRefusing = true;
    const file = fileOf('either.ndjson', ['a']);
    const both =
      /which send takes again\n {2}Send the list or run the same command again, not both: that would/;
    assert.match((await send(file)).out, both);
    const words = ['--state', join(folder, 'nowhere', 'state'), '--undelivered', join(folder, 'either.rest')];
    const { out } = await send(file, ...words);
    assert.match(out, /which send takes again\n$/);
  });
});
