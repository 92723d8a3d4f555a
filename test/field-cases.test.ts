/**
 * What people have really met, one case for each kind: files that they captured, deliveries as Segment makes them,
 * networks as they are. Each value is the right one by a source or by the contract, and each kind has more tests beside
 * its code.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { type Emulator, startEmulator } from '../emulator/index.ts';
import { startForwardProxy } from './connection/forward-proxy.ts';
import { startFront } from './connection/front.ts';
import { eventually } from './eventually.ts';
import { makeFolder } from './folder.ts';
import { json, startEcho } from './safety/echo.ts';
import { runCommand } from './shell.ts';

const API_KEY = 'field-key-0123456789';
const WRITE_KEY = 'field-write-key-1';

let emulator: Emulator;
before(async () => {
  emulator = await startEmulator({
    port: 0,
    apiKey: API_KEY,
    writeKey: WRITE_KEY,
    allowedHosts: ['*.field.example'],
  });
});
after(() => emulator.close());

const basic = (key: string) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
const track = (messageId: string, more: object = {}) => ({
  ...{ type: 'track', messageId, userId: `user-of-${messageId}`, event: 'Opened' },
  ...more,
});

/** A file in a folder of its own. */
function file(name: string, content: string): string {
  const path = join(makeFolder('field'), name);
  writeFileSync(path, content);
  return path;
}

async function toIngress(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${emulator.ingressUrl}${path}`, {
    method: 'POST',
    headers: { authorization: basic(WRITE_KEY), 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

async function outcomeOf(messageId: string): Promise<string | undefined> {
  const [trace] = await eventually(async () => {
    const answer = await fetch(`${emulator.controlUrl}/traces?messageId=${messageId}`);
    const { traces } = (await answer.json()) as { traces: { outcome?: string }[] };
    return traces.filter(({ outcome }) => outcome !== undefined && outcome !== 'waiting');
  });
  return trace?.outcome;
}

interface Received {
  readonly body: Record<string, unknown>;
  readonly headers: Record<string, unknown>;
}

/** A destination that accepts everything, and shows what it received. */
async function startSink() {
  const received: Received[] = [];
  const front = await startFront({
    origin: emulator.url,
    intercept(request, response) {
      void text(request).then((body) => {
        received.push({ body: JSON.parse(body), headers: request.headers });
        json(response, 200, {});
      });
      return true;
    },
  });
  return { received, url: `${front.origin}/in`, close: front.close };
}

/** Sends a file to such a destination, and returns what it received. */
async function sent(path: string): Promise<readonly Received[]> {
  const sink = await startSink();
  try {
    await runCommand(['send', path, '--base-url', sink.url], { ASTROLABE_API_KEY: API_KEY });
    return sink.received;
  } finally {
    await sink.close();
  }
}

const lint = (...paths: readonly string[]) => runCommand(['lint', ...paths]);

describe('deliveries as Segment makes them', () => {
  for (const timestamp of ['2024-02-30 10:11', '17:30', 'Fri Nov 27', 1_715_000_000, { at: 1 }]) {
    it(`deliver a call whose timestamp is ${JSON.stringify(timestamp)}, at the time of receipt`, async () => {
      const messageId = `odd-${JSON.stringify(timestamp).replaceAll(/\W/g, '')}`;
      await toIngress('/v1/batch', { batch: [track(messageId, { timestamp })] });
      assert.equal(await outcomeOf(messageId), 'delivered');
      const answer = await fetch(`${emulator.recordsUrl}/events?userId=user-of-${messageId}`, {
        headers: { authorization: basic(API_KEY) },
      });
      const { events } = (await answer.json()) as { events: { timestamp: string }[] };
      assert.match(events[0]?.timestamp ?? '', /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    });
  }

  it('name a missing library unknown, and give a messageId of their own form', async () => {
    const sink = await startSink();
    const forwarding = await startEmulator({
      port: 0,
      writeKey: WRITE_KEY,
      forwardTo: sink.url,
      forwardApiKey: 'forward-key-0123',
    });
    try {
      await fetch(`${forwarding.ingressUrl}/v1/track`, {
        method: 'POST',
        headers: { authorization: basic(WRITE_KEY), 'content-type': 'application/json' },
        body: JSON.stringify({ userId: 'u', event: 'E' }),
      });
      const [one] = await eventually(async () => sink.received);
      const call = one?.body;
      assert.deepEqual((call?.context as { library: unknown }).library, {
        name: 'unknown',
        version: 'unknown',
      });
      assert.match(String(call?.messageId), /^api-[A-Za-z0-9]{27}$/);
    } finally {
      await forwarding.close();
      await sink.close();
    }
  });

  it('fail on ingest without the categories of a consent', async () => {
    await toIngress(
      '/v1/track',
      track('consent', { event: 'Segment Consent Preference Updated', context: {} }),
    );
    assert.equal(await outcomeOf('consent'), 'failed-on-ingest.consent_categorypreferences_should_exist');
  });

  it('arrive through a pixel', async () => {
    const data = Buffer.from(JSON.stringify({ writeKey: WRITE_KEY, ...track('pixel') })).toString(
      'base64url',
    );
    const answer = await fetch(`${emulator.ingressUrl}/v1/pixel/track?data=${data}`);
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'image/gif']);
    assert.equal(await outcomeOf('pixel'), 'delivered');
  });
});

describe('requests as libraries and networks make them', () => {
  it('leave a trace if they met no route, with the nearest one', async () => {
    await toIngress('/v1/tracks', track('lost'));
    const { entries } = (await (await fetch(`${emulator.controlUrl}/journal`)).json()) as {
      entries: { path?: string; status: number; nearest?: string }[];
    };
    const found = entries.find(({ path }) => path === '/v1/tracks');
    assert.deepEqual([found?.status, found?.nearest], [404, '/v1/track']);
  });

  it('may have two slashes between host and path', async () => {
    assert.equal((await toIngress('//v1/import', { batch: [track('slashes')] })).status, 200);
    assert.equal(await outcomeOf('slashes'), 'delivered');
  });

  it('may ask for headers of their own before they come from a page', async () => {
    const answer = await fetch(`${emulator.ingressUrl}/v1/t`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-csrf-token',
      },
    });
    assert.match(answer.headers.get('access-control-allow-headers') ?? '', /x-csrf-token/i);
  });

  for (const [what, head, status] of [
    ['HTTP/1.0 without Host', 'POST /v1/track HTTP/1.0', '200'],
    ['a name that a pattern allows', 'GET /_emulator/live HTTP/1.1\r\nHost: a.field.example', '200'],
    ['a name that no pattern allows', 'GET /_emulator/live HTTP/1.1\r\nHost: field.example.evil.com', '403'],
  ] as const) {
    it(`are answered with ${status}: ${what}`, async () => {
      const body = head.startsWith('GET') ? '' : JSON.stringify({ writeKey: WRITE_KEY, ...track('raw') });
      const headers = `Content-Type: application/json\r\nConnection: close\r\nContent-Length: ${body.length}`;
      const answer = await new Promise<string>((ended) => {
        let received = '';
        const socket = connect(Number(new URL(emulator.url).port), '127.0.0.1');
        socket.on('data', (chunk) => {
          received += chunk;
        });
        socket.on('close', () => ended(received)).on('error', () => {});
        socket.write(`${head}\r\n${headers}\r\n\r\n${body}`);
      });
      assert.equal(answer.split(' ')[1], status);
    });
  }

  it('say what a page with the snippet loads instead', async () => {
    const answer = await fetch(`${emulator.url}/analytics.js/v1/${WRITE_KEY}/analytics.min.js`);
    assert.match(await answer.text(), /analytics-next/);
  });

  it('may need TLS', async () => {
    const { out } = await runCommand(['emulate', '--help']);
    for (const option of ['--tls', '--tls-cert', '--tls-key']) assert.ok(out.includes(option), option);
  });
});

describe('captured files', () => {
  const call = track('captured', { properties: { big: 1 } });
  const line = JSON.stringify(call).replace('"big":1', '"big":90071992547409931');
  const har = (url: string, body: string) => ({
    request: { method: 'POST', url, headers: [], postData: { mimeType: 'application/json', text: body } },
    response: { status: 200, content: { text: '{"secret":"of another site"}' } },
  });
  const FILES: Readonly<Record<string, readonly [name: string, content: string, calls: number]>> = {
    'a HAR with another site in it': [
      'session.har',
      JSON.stringify({
        log: {
          version: '1.2',
          entries: [
            har('https://bank.example/login', '{"password":"hidden"}'),
            har('https://api.segment.io/v1/t', line),
          ],
        },
      }),
      1,
    ],
    'an event of an API gateway, in Base64': [
      'event.json',
      JSON.stringify({
        version: '2.0',
        rawPath: '/segment',
        requestContext: { http: { method: 'POST', path: '/segment' } },
        isBase64Encoded: true,
        body: Buffer.from(line).toString('base64'),
      }),
      1,
    ],
    'calls behind each other, in one line': ['firehose.json', line.repeat(3), 3],
    'calls over several lines': [
      'pretty.json',
      `${JSON.stringify(call, null, 2)}\n${JSON.stringify(call, null, 2)}\n`,
      2,
    ],
    'lines that end with a comma': ['cut.ndjson', `${line},\n${line},\n`, 2],
  };
  for (const [what, [name, content, calls]] of Object.entries(FILES)) {
    it(`are read as what they are: ${what}`, async () => {
      const path = file(name, content);
      const { exitCode, err } = await lint(path);
      assert.equal(exitCode, 0);
      assert.ok(err.startsWith(`${calls === 1 ? '1 call' : `${calls} calls`} checked, 0 broken`), err);
      const requests = await sent(path);
      assert.equal(requests.length, calls);
      for (const { body } of requests) assert.deepEqual([body.type, body.event], ['track', 'Opened']);
    });
  }

  it('may be several', async () => {
    const { exitCode, err } = await lint(file('a.json', line), file('b.json', line));
    assert.deepEqual([exitCode, err], [0, '2 calls checked, 0 broken.\n']);
  });

  it('are sent with the key that was given, and the headers of the contract', async () => {
    const requests = await sent(file('raw.json', JSON.stringify({ writeKey: 'of-its-source', ...call })));
    const [request] = requests;
    assert.equal(request?.headers.authorization, basic(API_KEY));
    assert.deepEqual([request?.headers.accept, request?.headers['cache-control']], ['*/*', 'no-cache']);
    const raw = file('raw.json', JSON.stringify({ writeKey: 'of-its-source', ...track('captured-key') }));
    const ran = await runCommand(['send', raw, '--ingress-url', emulator.ingressUrl], {
      ASTROLABE_WRITE_KEY: WRITE_KEY,
    });
    assert.equal(ran.exitCode, 0, ran.err);
    assert.equal(await outcomeOf('captured-key'), 'delivered');
  });

  it('end with 4 if nothing listens, however few calls they hold', async () => {
    const echo = await startEcho((_, __, response) => json(response, 200, {}));
    await echo.close();
    const ran = await runCommand(['send', file('few.ndjson', `${line}\n`), '--base-url', echo.origin], {
      ASTROLABE_API_KEY: API_KEY,
    });
    assert.equal(ran.exitCode, 4, ran.err);
  });

  it('are called broken only if they would be refused', async () => {
    const { type, event } = call;
    const named = JSON.stringify({ type, event, user_id: 'u', messageId: 'm' });
    assert.equal((await lint(file('snake.json', named))).exitCode, 0);
    const large = JSON.stringify(track('large', { properties: { text: 'x'.repeat(40_000) } }));
    const { exitCode, out } = await lint(file('large.json', large));
    assert.equal(exitCode, 1);
    assert.match(out, /32768|32 KB/);
  });

  it('of an audience are those that Segment offers to download', async () => {
    const control = ['--control-url', emulator.controlUrl];
    await runCommand(['audience', 'create', 'Field download', ...control]);
    const csv = 'key,external_ids,user_id,email,email_1\nk1,,u-1,a@acme.example,b@acme.example\nk2,,u-2,,\n';
    const ran = await runCommand([
      'audience',
      'enter',
      'field_download',
      file('audience.csv', csv),
      ...control,
    ]);
    assert.equal(ran.exitCode, 0, ran.err);
    assert.match(ran.out, /^2 entered, 0 left/);
  });
});

describe('the way to a real target', () => {
  const ONE = ['--clauses', 'AST-IDENT-006', '--settle', '2s', '--last-look', '0'];
  const graded = (argv: readonly string[], env: Record<string, string> = {}) =>
    runCommand(['verify', ...argv, ...ONE], { ASTROLABE_API_KEY: API_KEY, ...env });

  it('may need a query of its own', async () => {
    const front = await startFront({
      origin: emulator.url,
      intercept(request, response) {
        const isLetIn = new URL(request.url ?? '/', 'http://here').searchParams.get('code') === 'abc-0123456';
        if (!isLetIn) json(response, 403, {});
        return !isLetIn;
      },
      rewrite: (url) => url.replace(/([?&])code=[^&]*&?/, '$1').replace(/[?&]$/, ''),
    });
    try {
      const at = (path: string) => `${front.origin}${path}?code=abc-0123456`;
      const ran = await graded(['--base-url', at('/astrolabe'), '--records-url', at('/records')]);
      assert.equal(ran.exitCode, 0, ran.out + ran.err);
    } finally {
      await front.close();
    }
  });

  it('may need a header of its own', async () => {
    const front = await startFront({
      origin: emulator.url,
      intercept(request, response) {
        const isLetIn = request.headers['x-preview'] === 'let-me-in-0123';
        if (!isLetIn) response.writeHead(401).end('<h1>who are you</h1>');
        return !isLetIn;
      },
    });
    try {
      const ran = await graded([
        '--base-url',
        `${front.origin}/astrolabe`,
        '--header',
        'X-Preview: let-me-in-0123',
      ]);
      assert.equal(ran.exitCode, 0, ran.out + ran.err);
    } finally {
      await front.close();
    }
  });

  it('may lead through a proxy', async () => {
    const port = Number(new URL(emulator.url).port);
    const proxy = await startForwardProxy({ hosts: { 'destination.field.test': port } });
    try {
      const ran = await graded(
        ['--yes', '--base-url', 'http://destination.field.test/astrolabe', '--rate', '1000'],
        {
          HTTP_PROXY: proxy.url,
        },
      );
      assert.ok(proxy.asked.includes('POST http://destination.field.test/astrolabe'), ran.err);
    } finally {
      await proxy.close();
    }
  });

  it('begins with a key that has no line end', async () => {
    const ran = await graded(['--base-url', emulator.baseUrl], { ASTROLABE_API_KEY: `${API_KEY}\r\n` });
    assert.equal(ran.exitCode, 2);
    assert.match(ran.err, /white space|line end/);
  });
});
