/** A page of another origin can neither read nor change anything: every records and control route refuses it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { basic, KEYS } from '../../emulator/testing.ts';
import type { Answer, Request } from './client.ts';
import { ALL_ROUTES, FRONT_ROUTE, GUARDED_ROUTES, type Route } from './routes.ts';
import { type Seeded, startSeeded } from './seeded-emulator.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const READS = ['GET', 'HEAD'];
const JSON_TYPE = { 'content-type': 'application/json' };

/** A valid body for each writing route, so that only its headers can make a request fail. */
const BODIES: Readonly<Record<string, unknown>> = {
  'POST /_emulator/instances': { name: 'third' },
  'PATCH /_emulator/instances/:id': { enabled: false },
  'DELETE /_emulator/instances/:id': undefined,
  'POST /_emulator/connectors': { name: 'third', freeEmail: 'block' },
  'DELETE /_emulator/connectors/:id': undefined,
  'PUT /_emulator/faults/:id': { at: 'ingress', then: [{ status: 503 }] },
  'DELETE /_emulator/faults/:id': undefined,
  'POST /_emulator/worlds': { name: 'third', clock: 'frozen', ttl: '1h' },
  'DELETE /_emulator/worlds/:world': undefined,
  'POST /_emulator/fork': { name: 'fork' },
  'POST /_emulator/grade': {},
  'DELETE /_emulator/grade': undefined,
  'POST /_emulator/expect': { times: { atLeast: 4 } },
  'PATCH /_emulator/source': { enabled: false },
  'PATCH /_emulator/choices': { 'null-property': 'remove' },
  'POST /_emulator/audiences': { name: 'Newcomers', members: [{ userId: 'bob' }] },
  'POST /_emulator/computed-traits': { name: 'Logins', formula: { compute: 'count', event: 'Logged In' } },
  'POST /_emulator/clock': { mode: 'real' },
  'POST /_emulator/clock/advance': { ms: 60_000 },
  'POST /_emulator/reset': undefined,
  'POST /_emulator/snapshots/:id': undefined,
  'DELETE /_emulator/snapshots/:id': undefined,
  'POST /_emulator/snapshots/:id/restore': undefined,
  ...Object.fromEntries(
    ['/_emulator/audiences/:id', '/_emulator/computed-traits/:id'].flatMap((path) => [
      [`DELETE ${path}`, undefined],
      [`POST ${path}/enter`, { members: [{ userId: 'bob' }] }],
      [`POST ${path}/leave`, { members: [{ userId: 'ada' }] }],
      [`POST ${path}/sync`, undefined],
    ]),
  ),
};

/** Writing routes that change nothing: they wait. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['POST /_emulator/expect']);

/** Headers that a foreign page, or a foreign name server, makes a browser send. */
const FOREIGN_HOST: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a foreign Host': { host: 'evil.example' },
  'a foreign Host with our port, from a page of that name': {
    host: 'evil.example:4100',
    origin: 'http://evil.example:4100',
    'sec-fetch-site': 'same-origin',
  },
  'a Host that starts with ours': { host: '127.0.0.1.evil.example' },
};
const FOREIGN_PAGE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a foreign Origin': { origin: 'https://evil.example' },
  'an Origin with another port': { origin: 'http://127.0.0.1:1' },
  'an Origin of null': { origin: 'null' },
  'Sec-Fetch-Site: cross-site': { 'sec-fetch-site': 'cross-site' },
  'Sec-Fetch-Site: same-site': { 'sec-fetch-site': 'same-site' },
};
const NOT_JSON: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'text/plain': { 'content-type': 'text/plain' },
  'text/plain with JSON as a parameter': { 'content-type': 'text/plain; application/json' },
  'a form': { 'content-type': 'application/x-www-form-urlencoded' },
  'a multipart form': { 'content-type': 'multipart/form-data; boundary=x' },
  'no content type': {},
};

/** Each world has the same routes as the emulator. */
function routeInAnyWorld(method: string, path: string): string {
  return `${method} ${path.replace('/worlds/:world/', '/')}`;
}

function bodyOf(method: string, path: string): string | undefined {
  if (READS.includes(method)) return undefined;
  const body = BODIES[routeInAnyWorld(method, path)];
  return body === undefined ? undefined : JSON.stringify(body);
}

function requestOf(method: string, path: string, headers: Readonly<Record<string, string>>): Request {
  const body = bodyOf(method, path);
  return {
    method,
    headers: { authorization: basic(KEYS.apiKey), ...headers },
    ...(body === undefined ? {} : { body }),
  };
}

function addressOf(seeded: Seeded, { path }: Route): string {
  const query = path.startsWith('/records/')
    ? `?${path.endsWith('accounts') ? 'groupId' : 'userId'}=ada`
    : '';
  return seeded.addressOf(path) + query;
}

function corsOf({ headers }: Answer): string[] {
  return Object.keys(headers).filter((name) => name.startsWith('access-control-'));
}

describe('a request that a foreign page could send', () => {
  let seeded: Seeded;
  before(async () => {
    seeded = await startSeeded();
  });
  after(() => seeded.close());

  /** Sends every method to a route: each must be refused, and nothing may change. */
  async function assertRefused(
    route: Route,
    methods: readonly string[],
    headers: Readonly<Record<string, string>>,
  ): Promise<void> {
    const before = await seeded.snapshot();
    for (const method of methods) {
      const answer = await seeded.request(addressOf(seeded, route), requestOf(method, route.path, headers));
      assert.ok(answer.status >= 400 && answer.status < 500, `${method} was answered ${answer.status}`);
      assert.deepEqual(corsOf(answer), [], `${method} was answered with CORS headers`);
      if (method !== 'HEAD') assert.deepEqual(Object.keys(JSON.parse(answer.text)), ['message', 'code']);
    }
    assert.deepEqual(withoutUnmet(await seeded.snapshot()), withoutUnmet(before));
  }

  for (const route of GUARDED_ROUTES) {
    describe(route.path, () => {
      for (const [what, headers] of Object.entries({ ...FOREIGN_HOST, ...FOREIGN_PAGE })) {
        it(`refuses ${what}`, () => assertRefused(route, METHODS, { ...JSON_TYPE, ...headers }));
      }
      for (const [what, headers] of Object.entries(NOT_JSON)) {
        const writes = METHODS.filter((method) => !READS.includes(method));
        it(`refuses a write with ${what}`, () => assertRefused(route, writes, headers));
      }
    });
  }

  describe('the front page', () => {
    // It contains no data and people follow links to it, so another origin may request it, but not read it.
    for (const [what, headers] of Object.entries(FOREIGN_HOST)) {
      it(`refuses ${what}`, () => assertRefused(FRONT_ROUTE, METHODS, { ...JSON_TYPE, ...headers }));
    }
    for (const [what, headers] of Object.entries({ ...FOREIGN_PAGE, ...NOT_JSON })) {
      it(`can neither be read nor written by a foreign page, with ${what}`, async () => {
        assert.deepEqual(corsOf(await seeded.request('/', requestOf('GET', '/', headers))), []);
        await assertRefused(FRONT_ROUTE, ['POST', 'PUT', 'PATCH', 'DELETE'], headers);
      });
    }
  });

  it('gets no permission from a preflight request', async () => {
    const before = await seeded.snapshot();
    for (const route of [...GUARDED_ROUTES, FRONT_ROUTE]) {
      for (const method of METHODS) {
        for (const origin of ['https://evil.example', 'null', seeded.emulator.url]) {
          const answer = await seeded.request(addressOf(seeded, route), {
            method: 'OPTIONS',
            headers: {
              origin,
              'access-control-request-method': method,
              'access-control-request-headers': 'content-type,authorization',
              'access-control-request-private-network': 'true',
            },
          });
          assert.ok(answer.status >= 400, `OPTIONS ${route.path} was answered ${answer.status}`);
          assert.deepEqual(corsOf(answer), [], route.path);
        }
      }
    }
    assert.deepEqual(withoutUnmet(await seeded.snapshot()), withoutUnmet(before));
  });
});

describe('a valid request', () => {
  const writes = GUARDED_ROUTES.flatMap((route) =>
    route.methods.filter((method) => !READS.includes(method)).map((method) => ({ method, route })),
  );

  it('is listed here for every writing route', () => {
    const named = writes.map(
      ({ method, route }) => `${method} ${route.path.replace('/worlds/:world/', '/')}`,
    );
    assert.deepEqual(
      Object.keys(BODIES).toSorted(),
      [...new Set(named)].toSorted(),
      'BODIES has a body for each of them',
    );
  });

  for (const { method, route } of writes) {
    it(`is answered, and has its effect: ${method} ${route.path}`, async (test) => {
      const seeded = await startSeeded();
      test.after(() => seeded.close());
      const before = await seeded.snapshot();
      const answer = await seeded.request(addressOf(seeded, route), requestOf(method, route.path, JSON_TYPE));
      assert.ok(answer.status < 300, `${answer.status} ${answer.text}`);
      const after = await seeded.snapshot();
      if (WITHOUT_EFFECT.has(routeInAnyWorld(method, route.path))) assert.deepEqual(after, before);
      else assert.notDeepEqual(after, before);
    });
  }
});

describe('reading', () => {
  it('changes nothing on any route', async (test) => {
    const seeded = await startSeeded();
    test.after(() => seeded.close());
    for (const route of ALL_ROUTES) {
      const before = await seeded.snapshot();
      for (const method of READS) {
        for (const more of ['', '?', '?method=POST&_method=DELETE&ms=60000&mode=real&enabled=false']) {
          const path = addressOf(seeded, route).replace(/\?.*|$/, more);
          const headers = { 'x-http-method-override': 'POST', 'x-method-override': 'DELETE' };
          const answer = await seeded.request(path, requestOf(method, route.path, headers));
          assert.ok(answer.status < 500, `${method} ${path} was answered ${answer.status}`);
        }
      }
      assert.deepEqual(withoutAnswers(await seeded.snapshot()), withoutAnswers(before), route.path);
    }
  });
});

/** The journal also lists requests with a wrong method, of a page of any origin: people look there for lost calls. */
function withoutUnmet(snapshot: Readonly<Record<string, unknown>>): unknown {
  const { '/_emulator/journal': journal, '/_emulator/state': state, ...rest } = snapshot;
  const { entries, dropped } = journal as { entries: Record<string, unknown>[]; dropped: number };
  const { journal: _, ...counted } = state as Record<string, unknown>;
  return { ...rest, dropped, entries: entries.filter(({ path }) => path === undefined), state: counted };
}

/** The destination's journal lists every response, even to a refused GET; that does not count as an effect. */
function withoutAnswers(snapshot: Readonly<Record<string, unknown>>): unknown {
  const { '/_emulator/journal': _, '/_emulator/state': state, ...rest } = snapshot;
  const { answers: __, journal: ___, ...counted } = state as Record<string, unknown>;
  return { ...rest, state: counted };
}
