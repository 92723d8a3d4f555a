/** No page of another origin does or learns anything: every records and control route, refused and without effect. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { basic, KEYS } from '../../emulator/testing.ts';
import type { Asking, Told } from './ask.ts';
import { ALL_ROUTES, FRONT_ROUTE, GUARDED_ROUTES, type Route } from './routes.ts';
import { type Seeded, startSeeded } from './seeded-emulator.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const READS = ['GET', 'HEAD'];
const JSON_TYPE = { 'content-type': 'application/json' };

/** What each writing route takes, so that a request fails for its headers alone. */
const BODIES: Readonly<Record<string, unknown>> = {
  'POST /_emulator/instances': { name: 'third' },
  'PATCH /_emulator/instances/:id': { enabled: false },
  'DELETE /_emulator/instances/:id': undefined,
  'PATCH /_emulator/source': { enabled: false },
  'POST /_emulator/audiences': { name: 'Newcomers', members: [{ userId: 'bob' }] },
  'POST /_emulator/computed-traits': { name: 'Logins', formula: { compute: 'count', event: 'Logged In' } },
  'POST /_emulator/clock': { mode: 'real' },
  'POST /_emulator/clock/advance': { ms: 60_000 },
  'POST /_emulator/reset': undefined,
  ...Object.fromEntries(
    ['/_emulator/audiences/:id', '/_emulator/computed-traits/:id'].flatMap((path) => [
      [`DELETE ${path}`, undefined],
      [`POST ${path}/enter`, { members: [{ userId: 'bob' }] }],
      [`POST ${path}/leave`, { members: [{ userId: 'ada' }] }],
      [`POST ${path}/sync`, undefined],
    ]),
  ),
};

/** Headers that a page elsewhere brings along, or that a name server elsewhere makes a browser bring. */
const FOREIGN_HOST: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a foreign Host': { host: 'evil.example' },
  'a foreign Host with our port, from a page of that name': {
    host: 'evil.example:4100',
    origin: 'http://evil.example:4100',
    'sec-fetch-site': 'same-origin',
  },
  'a Host that begins like ours': { host: '127.0.0.1.evil.example' },
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
  'a form in parts': { 'content-type': 'multipart/form-data; boundary=x' },
  'no content type': {},
};

function bodyOf(method: string, path: string): string | undefined {
  if (READS.includes(method)) return undefined;
  const body = BODIES[`${method} ${path}`];
  return body === undefined ? undefined : JSON.stringify(body);
}

function asking(method: string, path: string, headers: Readonly<Record<string, string>>): Asking {
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
  return path.replace(':id', seeded.idFor(path)) + query;
}

function corsOf({ headers }: Told): string[] {
  return Object.keys(headers).filter((name) => name.startsWith('access-control-'));
}

describe('a request that a page elsewhere could send', () => {
  let seeded: Seeded;
  before(async () => {
    seeded = await startSeeded();
  });
  after(() => seeded.close());

  /** Sends all that a route could be asked, and wants it refused and nothing changed. */
  async function wantRefused(
    route: Route,
    methods: readonly string[],
    headers: Readonly<Record<string, string>>,
  ): Promise<void> {
    const before = await seeded.snapshot();
    for (const method of methods) {
      const told = await seeded.ask(addressOf(seeded, route), asking(method, route.path, headers));
      assert.ok(told.status >= 400 && told.status < 500, `${method} was answered ${told.status}`);
      assert.deepEqual(corsOf(told), [], `${method} was answered with CORS headers`);
      if (method !== 'HEAD') assert.deepEqual(Object.keys(JSON.parse(told.text)), ['message', 'code']);
    }
    assert.deepEqual(await seeded.snapshot(), before);
  }

  for (const route of GUARDED_ROUTES) {
    describe(route.path, () => {
      for (const [what, headers] of Object.entries({ ...FOREIGN_HOST, ...FOREIGN_PAGE })) {
        it(`refuses ${what}`, () => wantRefused(route, METHODS, { ...JSON_TYPE, ...headers }));
      }
      for (const [what, headers] of Object.entries(NOT_JSON)) {
        const writes = METHODS.filter((method) => !READS.includes(method));
        it(`refuses to be written with ${what}`, () => wantRefused(route, writes, headers));
      }
    });
  }

  describe('the front page', () => {
    // It holds nothing, and people follow links to it, so another Origin may ask for it; it may just not read it.
    for (const [what, headers] of Object.entries(FOREIGN_HOST)) {
      it(`refuses ${what}`, () => wantRefused(FRONT_ROUTE, METHODS, { ...JSON_TYPE, ...headers }));
    }
    for (const [what, headers] of Object.entries({ ...FOREIGN_PAGE, ...NOT_JSON })) {
      it(`cannot be read by a page elsewhere, nor written, with ${what}`, async () => {
        assert.deepEqual(corsOf(await seeded.ask('/', asking('GET', '/', headers))), []);
        await wantRefused(FRONT_ROUTE, ['POST', 'PUT', 'PATCH', 'DELETE'], headers);
      });
    }
  });

  it('gets no permission by asking first', async () => {
    const before = await seeded.snapshot();
    for (const route of [...GUARDED_ROUTES, FRONT_ROUTE]) {
      for (const method of METHODS) {
        for (const origin of ['https://evil.example', 'null', seeded.emulator.url]) {
          const told = await seeded.ask(addressOf(seeded, route), {
            method: 'OPTIONS',
            headers: {
              origin,
              'access-control-request-method': method,
              'access-control-request-headers': 'content-type,authorization',
              'access-control-request-private-network': 'true',
            },
          });
          assert.ok(told.status >= 400, `OPTIONS ${route.path} was answered ${told.status}`);
          assert.deepEqual(corsOf(told), [], route.path);
        }
      }
    }
    assert.deepEqual(await seeded.snapshot(), before);
  });
});

describe('a request without anything wrong with it', () => {
  const writes = GUARDED_ROUTES.flatMap((route) =>
    route.methods.filter((method) => !READS.includes(method)).map((method) => ({ method, route })),
  );

  it('is known here for every writing route', () => {
    const named = writes.map(({ method, route }) => `${method} ${route.path}`);
    assert.deepEqual(Object.keys(BODIES).toSorted(), named.toSorted(), 'BODIES has a body for each');
  });

  for (const { method, route } of writes) {
    it(`has an effect: ${method} ${route.path}`, async (test) => {
      const seeded = await startSeeded();
      test.after(() => seeded.close());
      const before = await seeded.snapshot();
      const told = await seeded.ask(addressOf(seeded, route), asking(method, route.path, JSON_TYPE));
      assert.ok(told.status < 300, `${told.status} ${told.text}`);
      assert.notDeepEqual(await seeded.snapshot(), before);
    });
  }
});

describe('reading', () => {
  it('changes nothing, whatever is read', async (test) => {
    const seeded = await startSeeded();
    test.after(() => seeded.close());
    for (const route of ALL_ROUTES) {
      const before = await seeded.snapshot();
      for (const method of READS) {
        for (const more of ['', '?', '?method=POST&_method=DELETE&ms=60000&mode=real&enabled=false']) {
          const path = addressOf(seeded, route).replace(/\?.*|$/, more);
          const headers = { 'x-http-method-override': 'POST', 'x-method-override': 'DELETE' };
          const told = await seeded.ask(path, asking(method, route.path, headers));
          assert.ok(told.status < 500, `${method} ${path} was answered ${told.status}`);
        }
      }
      assert.deepEqual(withoutAnswers(await seeded.snapshot()), withoutAnswers(before), route.path);
    }
  });
});

/** The destination's journal has what it answered, a refused GET too: that is its purpose and no effect. */
function withoutAnswers(snapshot: Readonly<Record<string, unknown>>): unknown {
  const { '/_emulator/journal': _, '/_emulator/state': state, ...rest } = snapshot;
  const { answers: __, journal: ___, ...counted } = state as Record<string, unknown>;
  return { ...rest, state: counted };
}
