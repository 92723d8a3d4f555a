/** The command line of `send`. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { take } from '../../generators/take.ts';
import { validCalls } from '../../generators/valid-calls.ts';
import { startDestination } from '../../test/destination/index.ts';
import { makeFolder } from '../../test/folder.ts';
import { runCommand } from '../../test/shell.ts';

const folder = makeFolder('send');

const calls = [...take(validCalls(2), 40)].map((call) => JSON.stringify(call));

function fileOf(name: string, lines: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

/** A server that records bodies and answers with the given statuses; 0 closes the connection. */
async function listen(answer: (request: IncomingMessage, body: string) => number) {
  const got: { url: string; body: string; key: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const key = Buffer.from((request.headers.authorization ?? '').slice(6), 'base64').toString();
    got.push({ url: request.url ?? '', body, key, headers: request.headers });
    const status = answer(request, body);
    if (status === 0) request.socket.destroy();
    else response.writeHead(status).end();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => {
    server.closeAllConnections();
    return new Promise<void>((closed) => server.close(() => closed()));
  };
  return { got, url, close };
}

const KEY = { ASTROLABE_API_KEY: 'k-1' };

describe('send', () => {
  it('sends every call to a destination, and prints how many were accepted', async () => {
    const destination = await startDestination();
    try {
      const file = fileOf('whole', calls);
      const env = { ASTROLABE_API_KEY: destination.apiKey };
      const { exitCode, out } = await runCommand(['send', file, '--base-url', destination.baseUrl], env);
      assert.deepEqual([exitCode, out], [0, '40 calls: 200 ×40\n']);
      assert.equal(destination.requests, 40);
      assert.equal(existsSync(`${file}.sent.json`), false);
    } finally {
      await destination.close();
    }
  });

  it('sends every call and says so if the state of the delivery cannot be kept', async () => {
    const server = await listen((_, body) => (body.includes('"refused"') ? 400 : 200));
    try {
      const file = fileOf('unkept', ['{"type":"track","userId":"a"}', '{"type":"track","userId":"refused"}']);
      const state = join(folder, 'nowhere', 'state.json');
      const stopping = new AbortController();
      const words = ['send', file, '--base-url', server.url, '--state', state, '--concurrency', '1'];
      const ran = await runCommand(words, KEY, stopping.signal);
      assert.equal(ran.exitCode, 1);
      assert.match(
        ran.err,
        /^cannot write the list of calls .*: ENOENT.*\ncannot keep the state of the delivery: ENOENT/,
      );
      const stopped = await listen((_, body) => {
        if (body.includes('"refused"')) stopping.abort();
        return 200;
      });
      const again = await runCommand(words.with(3, stopped.url), KEY, stopping.signal);
      await stopped.close();
      assert.equal(again.exitCode, 3);
      assert.match(again.err, /^cannot keep the state of the delivery: ENOENT/);
      assert.match(again.out, /^2 calls: 200 ×2\n/);
    } finally {
      await server.close();
    }
  });

  it('sends each call exactly as captured, to the ingress route of its type', async () => {
    const server = await listen(() => 200);
    try {
      const odd =
        '{"type":"track","userId":"a","event":"E","properties":{"n":1.0,"big":12345678901234567890}}';
      const lines = [
        odd,
        '{"type":"group","userId":"a","groupId":"g"}',
        '{"type":"zebra","userId":"a","traits":{}}',
      ];
      const words = ['send', fileOf('odd', lines), '--ingress-url', `${server.url}/v1`, '--concurrency', '1'];
      const { exitCode } = await runCommand(words, { ASTROLABE_WRITE_KEY: 'wk' });
      assert.equal(exitCode, 0);
      const got = server.got.map(({ url, body, key }) => ({ url, body, key }));
      assert.deepEqual(got, [
        { url: '/v1/track', body: odd, key: 'wk:' },
        { url: '/v1/group', body: lines[1], key: 'wk:' },
        { url: '/v1/batch', body: '{"batch":[{"type":"zebra","userId":"a","traits":{}}]}', key: 'wk:' },
      ]);
    } finally {
      await server.close();
    }
  });

  it('exits 1 if some were refused, with the first of each status', async () => {
    const server = await listen((_, body) => (body.includes('"type":"group"') ? 400 : 202));
    try {
      const { exitCode, out } = await runCommand(
        ['send', fileOf('some', calls), '--base-url', server.url, '--json'],
        KEY,
      );
      const summary = JSON.parse(out);
      const groups = calls.filter((call) => call.includes('"type":"group"')).length;
      assert.equal(exitCode, 1);
      assert.deepEqual(summary.byStatus, { 202: 40 - groups, 400: groups });
      assert.match(summary.firstRefusals[400], /^line \d+$/);
    } finally {
      await server.close();
    }
  });

  it('resumes where an earlier run stopped, and sends no call twice', async () => {
    let broken = true;
    const server = await listen((_, body) => (broken && body === calls[12] ? 0 : 200));
    const file = fileOf('resumed', calls);
    const words = ['send', file, '--base-url', server.url, '--concurrency', '1', '--timeout', '1s'];
    try {
      const first = await runCommand(words, KEY);
      assert.equal(first.exitCode, 1);
      assert.match(first.out, /200 ×39 · no response ×1/);
      assert.equal(JSON.parse(readFileSync(`${file}.sent.json`, 'utf8')).upTo, 12);
      broken = false;
      server.got.length = 0;
      const second = await runCommand(words, KEY);
      assert.equal(second.exitCode, 0);
      assert.match(second.err, /Resuming after 39 calls/);
      assert.match(second.out, /40 calls: 200 ×40/);
      assert.deepEqual(
        server.got.map(({ body }) => body),
        [calls[12]],
      );
      assert.equal(existsSync(`${file}.sent.json`), false);
    } finally {
      await server.close();
    }
  });

  it('does not resume with another file or another target', async () => {
    const server = await listen(() => 0);
    const file = fileOf('changed', calls.slice(0, 2));
    const words = ['send', file, '--base-url', server.url, '--timeout', '1s'];
    try {
      await runCommand(words, KEY);
      fileOf('changed', calls.slice(5, 9));
      const ran = await runCommand(words, KEY);
      assert.equal(ran.exitCode, 2);
      assert.match(ran.err, /belongs to a different input file: delete it/);
    } finally {
      await server.close();
    }
  });

  it('exits 4 if the target cannot be reached', async () => {
    const server = await listen(() => 200);
    await server.close();
    const { exitCode, out } = await runCommand(
      ['send', fileOf('alone', calls), '--base-url', server.url],
      KEY,
    );
    assert.equal(exitCode, 4);
    assert.match(out, /cannot be reached: connection refused/);
  });

  it('reports lines that contain no call, and sends the rest', async () => {
    const server = await listen(() => 200);
    try {
      const file = fileOf('broken', [calls[0] ?? '', '{"type":', calls[1] ?? '']);
      const { exitCode, err } = await runCommand(['send', file, '--base-url', server.url], KEY);
      assert.equal(exitCode, 3);
      assert.match(err, /line 2: this JSON is cut short; it was not sent/);
      assert.equal(server.got.length, 2);
    } finally {
      await server.close();
    }
  });

  it('delivers a captured call without its write key, to an ingress and to a destination', async () => {
    const server = await listen(() => 200);
    try {
      const raw = '{"type":"track","userId":"a","event":"E","writeKey":"captured","properties":{"n":1.0}}';
      const file = fileOf('raw', [raw, `{"batch":[${raw}],"writeKey":"captured"}`]);
      const sent = raw.replace('"writeKey":"captured",', '');
      await runCommand(['send', file, '--ingress-url', server.url], { ASTROLABE_WRITE_KEY: 'wk' });
      await runCommand(['send', file, '--base-url', server.url], KEY);
      assert.deepEqual(
        server.got.map(({ body, key }) => [body, key]),
        [
          [sent, 'wk:'],
          [sent, 'wk:'],
          [sent, 'k-1:'],
          [sent, 'k-1:'],
        ],
      );
    } finally {
      await server.close();
    }
  });

  it('delivers what a batch says for all of its calls, with the headers of the wire contract', async () => {
    const server = await listen(() => 200);
    try {
      const call = '{"type":"track","userId":"a","event":"E","context":{"ip":"1.2.3.4"}}';
      const batch = `{"batch":[${call}],"context":{"ip":"9.9.9.9","library":{"name":"l"}},"integrations":{"All":false},"sentAt":"2026-01-01T00:00:00Z"}`;
      await runCommand(['send', fileOf('shared', [batch]), '--base-url', server.url], KEY);
      assert.deepEqual(JSON.parse(server.got[0]?.body ?? ''), {
        ...JSON.parse(call),
        context: { ip: '1.2.3.4', library: { name: 'l' } },
        integrations: { All: false },
        sentAt: '2026-01-01T00:00:00Z',
      });
      const { accept, 'cache-control': cache, 'user-agent': agent } = server.got[0]?.headers ?? {};
      assert.deepEqual([accept, cache, agent], ['*/*', 'no-cache', 'Segment.io/1.0']);
    } finally {
      await server.close();
    }
  });

  it('posts nothing but calls: not the requests to other sites, and no document that is not a call', async () => {
    const server = await listen(() => 200);
    try {
      const fixtures = join(import.meta.dirname, '..', 'capture', 'fixtures');
      const files = ['har.har', 'charles.chlsj', 'no-format.json'].map((name) => join(fixtures, name));
      const state = join(folder, 'only-calls');
      const words = ['send', ...files, '--base-url', server.url, '--state', state, '--json'];
      const { exitCode, out } = await runCommand(words, KEY);
      assert.equal(exitCode, 3);
      const { calls: sent, accepted, left, unread } = JSON.parse(out);
      assert.deepEqual({ sent, accepted, left, unread }, { sent: 5, accepted: 5, left: 7, unread: 2 });
      const posted = server.got.map(({ body }) => body);
      assert.deepEqual(
        posted.filter((body) => body.includes('secret-of-another-site')),
        [],
      );
      assert.deepEqual(posted.map((body) => JSON.parse(body).type).toSorted(), [
        'identify',
        'identify',
        'track',
        'track',
        'track',
      ]);
    } finally {
      await server.close();
    }
  });

  it('delivers every number of a list as it is written', async () => {
    const server = await listen(() => 200);
    try {
      const call =
        '{"type":"track","userId":"a","event":"E","properties":{"id":12345678901234567890,"n":1.10}}';
      const list = `[\n  ${call},\n  ${call.replace(/,/g, ',\n    ')}\n]`;
      await runCommand(['send', fileOf('list', [list]), '--base-url', server.url], KEY);
      assert.deepEqual(
        server.got.map(({ body }) => body),
        [call, call],
      );
    } finally {
      await server.close();
    }
  });

  it('exits 4 with a list of all calls, however few, if nothing listens', async () => {
    const server = await listen(() => 200);
    await server.close();
    for (const number of [1, 10, 40]) {
      const file = fileOf(`closed-${number}`, calls.slice(0, number));
      const { exitCode, out } = await runCommand(['send', file, '--base-url', server.url], KEY);
      assert.equal(exitCode, 4, `${number} calls`);
      assert.match(out, /cannot be reached: connection refused/);
      const listed = readFileSync(`${file}.undelivered.ndjson`, 'utf8').trim().split('\n');
      assert.deepEqual(listed.toSorted(), calls.slice(0, number).toSorted());
    }
  });

  it('tries again after faults that pass, so that each call arrives once', async () => {
    const attempts = new Map<string, number>();
    const server = await listen((_, body) => {
      const made = (attempts.get(body) ?? 0) + 1;
      attempts.set(body, made);
      return [503, 0, 200][made - 1] ?? 200;
    });
    try {
      const file = fileOf('passing', calls.slice(0, 12));
      const { exitCode, out } = await runCommand(['send', file, '--base-url', server.url], KEY);
      assert.deepEqual([exitCode, out], [0, '12 calls: 200 ×12\n']);
      assert.deepEqual([...new Set(attempts.values())], [3]);
    } finally {
      await server.close();
    }
  });

  it('lists what did not arrive, sends only that the next time, and takes the list', async () => {
    const isLost = (body: string) => body === calls[3] || body === calls[30];
    let lost = true;
    const server = await listen((_, body) => (lost && isLost(body) ? (body === calls[3] ? 500 : 400) : 200));
    const file = fileOf('lossy', calls);
    const list = `${file}.undelivered.ndjson`;
    const words = ['send', file, '--base-url', server.url];
    try {
      const first = await runCommand(words, KEY);
      assert.equal(first.exitCode, 1);
      assert.match(
        first.out,
        /2 calls did not arrive; the list is .*lossy\.undelivered\.ndjson, which send takes/,
      );
      assert.deepEqual(
        readFileSync(list, 'utf8').trim().split('\n').toSorted(),
        [calls[3], calls[30]].toSorted(),
      );
      lost = false;
      for (const again of [words, words.with(1, join(folder, 'copy.ndjson'))]) {
        if (again !== words) writeFileSync(join(folder, 'copy.ndjson'), `${calls[3]}\n${calls[30]}\n`);
        server.got.length = 0;
        const second = await runCommand(again, KEY);
        assert.equal(second.exitCode, 0);
        assert.deepEqual(server.got.map(({ body }) => body).toSorted(), [calls[3], calls[30]].toSorted());
      }
      assert.equal(existsSync(list), false);
      const self = await runCommand([...words, '--undelivered', file], KEY);
      assert.equal(self.exitCode, 2);
      assert.match(self.err, /--undelivered .* is what is sent: choose another file/);
    } finally {
      await server.close();
    }
  });

  const wrong: readonly (readonly [string, string[], Record<string, string>, RegExp])[] = [
    ['no target', [], KEY, /needs --base-url .* or --ingress-url/],
    [
      'two targets',
      ['--base-url', 'http://127.0.0.1', '--ingress-url', 'http://127.0.0.1'],
      KEY,
      /cannot be combined/,
    ],
    ['no key', ['--base-url', 'http://127.0.0.1'], {}, /ASTROLABE_API_KEY/],
    ['no write key', ['--ingress-url', 'http://127.0.0.1'], KEY, /ASTROLABE_WRITE_KEY/],
    [
      'a malformed URL',
      ['--ingress-url', 'nowhere'],
      { ASTROLABE_WRITE_KEY: 'w' },
      /^--ingress-url is not an http/,
    ],
    ['a rate of zero', ['--base-url', 'http://127.0.0.1', '--rate', '0'], KEY, /--rate/],
    ['a remote endpoint without confirmation', ['--base-url', 'https://hooks.invalid'], KEY, /add --yes/],
  ];
  for (const [what, words, env, sentence] of wrong) {
    it(`exits 2 for ${what}`, async () => {
      const { exitCode, err } = await runCommand(['send', fileOf('unsent', calls), ...words], env);
      assert.equal(exitCode, 2);
      assert.match(err, sentence);
    });
  }
});
