/** The programs for Node and for Python are run against a server, which must receive the recorded request. */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { callExchange, HOSTILE, recordsExchange } from '../../fixtures/record.ts';
import { requestAs } from './request-forms.ts';

const run = promisify(execFile);

interface Received extends Pick<IncomingMessage, 'method' | 'url'> {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const received: Received[] = [];
const server = createServer(async (request, response) => {
  const { method, url, headers } = request;
  received.push({ method, url, headers, body: (await buffer(request)).toString() });
  response.writeHead(202).end('taken');
});
let origin = '';

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.close());

function isPythonThere(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const PROGRAMS = [
  { form: 'fetch', run: (code: string) => [process.execPath, '--input-type=module', '-e', code] },
  { form: 'python', run: (code: string) => ['python3', '-c', code] },
] as const;

const JSON_TYPE = { 'content-type': 'application/json' };
const BODIES: readonly (readonly [what: string, body: string])[] = [
  [
    'a call',
    '{"type":"identify","userId":"ada","traits":{"plan":"pro","seats":3,"trial":false,"left":null}}',
  ],
  [
    'letters of every kind',
    JSON.stringify({ userId: 'zoë 😀 "q" \'s\' \\ \u2028\u007f\u0000\u202e\u{e0041}', tags: ['a', []] }),
  ],
  [
    'numbers that languages write differently',
    '{"a":1e-7,"b":1.5,"c":-0.1,"d":1e+21,"e":12345678901234567890}',
  ],
  ['a member named twice', '{"userId":"a","userId":"b"}'],
  ['__proto__ as a member', '{"__proto__":{"admin":true},"10":1,"2":2}'],
  ['text that is not JSON', '{"type":'],
  ['an empty body', ''],
  ['hostile text', HOSTILE.replaceAll(/[\ud800-\udfff]/gu, '')],
];

for (const program of PROGRAMS) {
  const skip =
    program.form === 'python' && !isPythonThere() ? 'python3 is not installed on this machine' : false;
  describe(`the form ${program.form}`, { skip }, () => {
    const send = async (exchange: ReturnType<typeof callExchange>): Promise<Received> => {
      const code = requestAs(program.form, exchange);
      assert.ok(code !== undefined);
      const [file = '', ...args] = program.run(code);
      const { stdout } = await run(file, args, { env: { ...process.env, ASTROLABE_API_KEY: 'Key1' } });
      assert.equal(stdout.trim(), '202 taken');
      return received.pop() as Received;
    };

    for (const [what, body] of BODIES) {
      it(`sends ${what}`, async () => {
        const sent = await send(callExchange({ url: `${origin}/segment?a=b%20c`, headers: JSON_TYPE, body }));
        assert.deepEqual([sent.method, sent.url, sent.body], ['POST', '/segment?a=b%20c', body]);
        assert.equal(sent.headers['content-type'], 'application/json');
      });
    }

    it('adds no content type', async () => {
      const sent = await send(callExchange({ url: `${origin}/`, headers: {}, body: '{}' }));
      assert.equal(sent.headers['content-type'], undefined);
      assert.equal(sent.body, '{}');
    });

    it('asks for records without a body', async () => {
      const read = recordsExchange('{}');
      const sent = await send({
        ...read,
        request: { method: 'GET', url: `${origin}/records/users?userId=a`, headers: {} },
      });
      assert.deepEqual([sent.method, sent.url, sent.body], ['GET', '/records/users?userId=a', '']);
    });

    for (const [label, key] of [
      ['api-key', 'Key1'],
      ['api-key-cut', 'Key'],
      ['api-key-lengthened', 'Key1x'],
      ['api-key-in-another-case', 'kEY1'],
    ]) {
      it(`takes ${label} from the environment`, async () => {
        const sent = await send(
          callExchange({ url: `${origin}/`, headers: { ...JSON_TYPE, authorization: `Basic «${label}»` } }),
        );
        assert.equal(sent.headers.authorization, `Basic ${btoa(`${key}:`)}`);
      });
    }

    it('is missing for a request that it would change', () => {
      const unsendable: readonly Parameters<typeof callExchange>[0][] = [
        { url: 'adapter:users' },
        { headers: { authorization: '«api-key»' } },
        { headers: { 'x-name': 'zoë' } },
        { body: '{"key":"«api-key»"}' },
        { body: '"\ud800"' },
        { url: 'http://127.0.0.1/a/../b' },
      ];
      for (const request of unsendable)
        assert.equal(requestAs(program.form, callExchange(request)), undefined, JSON.stringify(request));
    });
  });
}

it('fetch sends no body with GET', () => {
  assert.equal(requestAs('fetch', callExchange({ method: 'GET', body: '{}' })), undefined);
});
