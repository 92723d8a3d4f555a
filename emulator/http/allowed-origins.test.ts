/** Pages of the option `allowedOrigins` may use the control plane and the Records API; pages of all others may not. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import request from 'supertest';
import { createApp, InvalidOptions } from '../index.ts';
import { resolveOptions } from '../options/index.ts';
import { basic, KEYS } from '../testing.ts';

const OWN = 'http://localhost:5173';
const JSON_TYPE = { 'content-type': 'application/json' };
/** Each differs from the allowed one in one part. */
const OTHERS = [
  'http://localhost:5174',
  'http://localhost',
  'https://localhost:5173',
  'http://a.localhost:5173',
  'http://localhost:5173.evil.example',
  'HTTP://LOCALHOST:5173',
  'http://localhost:5173/',
  'null',
  '',
];

function app(more: Parameters<typeof createApp>[0] = {}) {
  return request(createApp({ ...KEYS, allowedOrigins: [OWN, 'https://tests.example'], ...more }));
}

function corsOf({ headers }: { readonly headers: Readonly<Record<string, string>> }): string[] {
  return Object.keys(headers).filter((name) => name.startsWith('access-control-'));
}

describe('a page of an allowed origin', () => {
  it('may read and write at the control plane, and read the answer', async () => {
    const agent = app();
    for (const origin of [OWN, 'https://tests.example']) {
      const site = { origin, 'sec-fetch-site': 'cross-site' };
      const written = await agent
        .post('/_emulator/clock')
        .set({ ...site, ...JSON_TYPE })
        .send('{"mode": "frozen"}');
      const read = await agent.get('/_emulator/state').set(site);
      for (const { status, headers } of [written, read]) {
        assert.equal(status, 200);
        assert.equal(headers['access-control-allow-origin'], origin);
        assert.match(headers['access-control-expose-headers'] ?? '', /\bx-astrolabe-fault\b/);
        assert.equal(headers.vary, 'origin');
        assert.equal(headers['access-control-allow-credentials'], undefined);
      }
    }
  });

  it('may read the Records API, and reads why it may not', async () => {
    const agent = app();
    const path = '/records/users?userId=ada';
    const read = await agent.get(path).set({ origin: OWN, authorization: basic(KEYS.apiKey) });
    const refused = await agent.get(path).set({ origin: OWN });
    assert.deepEqual([read.status, refused.status], [200, 401]);
    for (const { headers } of [read, refused]) assert.equal(headers['access-control-allow-origin'], OWN);
  });

  it('gets an answer to its preflight without a token, and needs the token for the request itself', async () => {
    const agent = app({ controlToken: 'ct-1' });
    for (const path of ['/_emulator/reset', '/_emulator/worlds', '/records/users']) {
      const preflight = await agent
        .options(path)
        .set({ origin: OWN, 'access-control-request-method': 'DELETE' });
      assert.equal(preflight.status, 204);
      assert.equal(preflight.headers['access-control-allow-origin'], OWN);
      assert.match(preflight.headers['access-control-allow-methods'] ?? '', /\bPUT, PATCH, DELETE$/);
      assert.equal(preflight.headers['access-control-allow-headers'], 'authorization, content-type');
    }
    const post = () => agent.post('/_emulator/reset').set({ origin: OWN, ...JSON_TYPE });
    assert.equal((await post().send('{}')).status, 401);
    assert.equal((await post().set({ authorization: 'Bearer ct-1' }).send('{}')).status, 200);
  });

  it('is still refused with a foreign Host, and without a JSON content type', async () => {
    const agent = app();
    const foreign = await agent.get('/_emulator/state').set({ origin: OWN, host: 'evil.example' });
    const text = await agent
      .post('/_emulator/reset')
      .set({ origin: OWN, 'content-type': 'text/plain' })
      .send('{}');
    assert.deepEqual([foreign.status, text.status], [403, 415]);
  });
});

describe('a page of any other origin', () => {
  for (const origin of OTHERS) {
    it(`is refused, also its preflight: ${origin || 'an empty one'}`, async () => {
      for (const agent of [app(), request(createApp(KEYS))]) {
        const answers = [
          await agent.get('/_emulator/state').set({ origin }),
          await agent
            .post('/_emulator/reset')
            .set({ origin, ...JSON_TYPE })
            .send('{}'),
          await agent.options('/_emulator/reset').set({ origin, 'access-control-request-method': 'POST' }),
          await agent.get('/records/users?userId=ada').set({ origin, authorization: basic(KEYS.apiKey) }),
        ];
        for (const answer of answers) {
          assert.equal(answer.status, 403);
          assert.deepEqual(corsOf(answer), []);
        }
      }
    });
  }

  it('is refused if only Sec-Fetch-Site says where it comes from', async () => {
    const { status } = await app().get('/_emulator/state').set({ 'sec-fetch-site': 'cross-site' });
    assert.equal(status, 403);
  });
});

describe('without the option', () => {
  it('no answer has a CORS header, and OPTIONS is not a method', async () => {
    const agent = request(createApp(KEYS));
    const read = await agent.get('/_emulator/state');
    const options = await agent.options('/_emulator/state').set(JSON_TYPE);
    assert.deepEqual([read.status, options.status], [200, 405]);
    assert.deepEqual([...corsOf(read), ...corsOf(options)], []);
  });
});

describe('the option allowedOrigins', () => {
  for (const origin of [
    '*',
    'http://*.example',
    'null',
    'localhost:5173',
    'http://localhost:5173/',
    'http://localhost:80',
    'HTTP://localhost',
    'http://localhost/path',
    'ws://localhost',
    'file:///a',
    'http://user@localhost',
    '',
  ]) {
    it(`refuses ${JSON.stringify(origin)}, and says what to write`, () => {
      assert.throws(
        () => resolveOptions({ allowedOrigins: [OWN, origin] }),
        (error) => {
          assert.ok(error instanceof InvalidOptions);
          const [problem = ''] = error.problems;
          assert.match(problem, /exactly as browsers send it, such as https?:\/\/\w+/);
          assert.ok(problem.endsWith(`not ${JSON.stringify(origin)}`));
          return true;
        },
      );
    });
  }

  it('names the origin that was probably meant', () => {
    assert.throws(
      () => resolveOptions({ allowedOrigins: ['https://app.example/tests'] }),
      /such as https:\/\/app\.example,/,
    );
  });
});
