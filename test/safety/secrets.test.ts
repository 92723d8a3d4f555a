/** A key that a destination repeats is found in nothing that a run leaves behind. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { makeFolder } from '../folder.ts';
import { runCommand } from '../outside/index.ts';
import type { Ran } from '../shell.ts';
import { type Answering, FORMS, json, startEcho } from './echo.ts';
import { isRevealed } from './key-finder.ts';

const KEYS = { plain: 'canary-0123456789abcdefXYZ', odd: `cän&ry"<9/8+7'6\\5-4 3_2*1` };

/** Answers calls as a destination does that accepts its key only, and reads as one with a single record. */
function lawful(refusal: (key: string) => unknown, stored: (key: string) => unknown = () => ({})): Answering {
  return (key, request, response) => {
    const { method, url = '' } = request;
    if (method === 'GET') return json(response, 200, readBack(url, stored(key)));
    return json(response, Object.values(KEYS).includes(key) ? 200 : 401, refusal(key));
  };
}

function readBack(url: string, properties: unknown): unknown {
  const userId = new URL(url, 'http://here').searchParams.get('userId') ?? 'u';
  const name = url.includes('/accounts') ? 'accounts' : url.includes('/events') ? 'events' : 'users';
  return { [name]: [{ userId, anonymousIds: [], emails: [], accountIds: [], properties }] };
}

/** Everything that a command printed and wrote, by name. */
function traces({ out, err, cwd }: Ran): [string, string][] {
  const files = readdirSync(cwd, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry): [string, string] => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'utf8')]);
  return [['standard output', out], ['standard error', err], ...files];
}

function revealing(ran: Ran, key: string): string[] {
  return traces(ran)
    .filter(([, text]) => isRevealed(text, key))
    .map(([name]) => name);
}

const CLAUSES = ['AST-IDENT-001', 'AST-HTTP-001', 'AST-AUTH-002'].flatMap((id) => ['--clauses', id]);
const WORDS = [...CLAUSES, '--settle', '50ms', '--last-look', '0'];
const EVERY_REPORT = ['--report', 'cucumber-html', '--report', 'ledger', '--history'];

async function graded(answer: Answering, key: string): Promise<Ran> {
  const echo = await startEcho(answer);
  try {
    const argv = ['verify', '--base-url', `${echo.origin}/in`, '--records-url', `${echo.origin}/records`];
    return await runCommand([...argv, ...WORDS, ...EVERY_REPORT], { ASTROLABE_API_KEY: key });
  } finally {
    await echo.close();
  }
}

/** The key was repeated, hidden, and cost the run no report. */
function assertGraded(ran: Ran): void {
  assert.ok([1, 3, 4].includes(ran.exitCode), ran.err);
  assert.doesNotMatch(ran.err, /not written|fault of/);
  const record = traces(ran).find(([name]) => name === 'conformance.json')?.[1] ?? '';
  assert.match(record, /«api-key/);
}

function refuse(response: ServerResponse, body: string): void {
  response.writeHead(400, { 'content-type': 'text/plain' }).end(body);
}

/** A text whose first `length` characters end in the middle of the key. */
function across(length: number, key: string): string {
  return `${'x'.repeat(length - Math.floor(key.length * 0.6))}${key}`;
}

describe('a key that is repeated', { concurrency: 8 }, () => {
  for (const [kind, key] of Object.entries(KEYS)) {
    for (const [form, write] of Object.entries(FORMS)) {
      it(`${form} in refusals and in what is stored, ${kind}, is nowhere`, async () => {
        const ran = await graded(
          lawful(
            (given) => ({ message: `no: ${write(given)}`, [write(given)]: 1 }),
            (given) => ({ note: write(given), [write(given)]: 2 }),
          ),
          key,
        );
        assertGraded(ran);
        assert.deepEqual(revealing(ran, key), []);
      });
    }
  }

  let accepted = 0;
  const PLACES: Readonly<Record<string, Answering>> = {
    'in the refusal of the first control': (key, _, response) =>
      json(response, 401, { message: `${key} is unknown` }),
    'in a content type': (key, _, response) => {
      response.writeHead(400, { 'content-type': `text/${key}` }).end(key);
    },
    'in the name of a header': (key, _, response) => {
      response.writeHead(400, { [`x-${key}`]: 'yes', 'set-cookie': `k=${key}` }).end('no');
    },
    'in a redirect': (key, _, response) => {
      response.writeHead(302, { location: `https://elsewhere.test/?key=${key}` }).end();
    },
    'across the end of what a reason quotes': (key, _, response) => refuse(response, across(200, key)),
    'across the end of what a difference quotes': (key, request, response) =>
      // Controls are answered as they should be.
      request.headers['content-length'] === undefined || accepted++ < 6
        ? lawful(() => ({}))(key, request, response)
        : refuse(response, across(300, key)),
    'across the end of a recorded body': (key, _, response) => {
      const body = `${'x'.repeat(64 * 1024 - 115)}${key}${'y'.repeat(5000)}`;
      response.writeHead(400, { 'content-type': 'text/plain' }).end(body);
    },
    'in a message of the Records API': (key, { method }, response) =>
      method === 'GET'
        ? json(response, 500, { message: `no ${key}` })
        : json(response, key in KEYS ? 401 : 200, {}),
    'as a record of another shape': (key, { method }, response) =>
      method === 'GET'
        ? json(response, 200, { users: [{ userId: key }], accounts: key, events: { [key]: key } })
        : json(response, Object.values(KEYS).includes(key) ? 200 : 401, {}),
  };
  for (const [place, answer] of Object.entries(PLACES)) {
    it(`${place} is nowhere`, async () => {
      const ran = await graded(answer, KEYS.plain);
      assertGraded(ran);
      // A part of a key is still a part of a key.
      assert.deepEqual(revealing(ran, KEYS.plain.slice(0, 10)), []);
    });
  }

  it('is not printed by send, nor kept in its state', async () => {
    const echo = await startEcho((key, _, response) =>
      json(response, 400, { message: `${'x'.repeat(170)}${key}` }),
    );
    const folder = makeFolder('calls');
    const file = join(folder, 'calls.ndjson');
    writeFileSync(file, '{"type":"track","userId":"u","event":"E"}\n');
    try {
      const ran = await runCommand(['send', file, '--base-url', echo.origin, '--state', 'state'], {
        ASTROLABE_API_KEY: KEYS.plain,
      });
      assert.equal(ran.exitCode, 1, ran.err);
      assert.match(ran.out, /«api-key»/);
      assert.deepEqual(revealing(ran, KEYS.plain), []);
    } finally {
      await echo.close();
    }
  });

  it('is not printed by audience, whose control token it is', async () => {
    const echo = await startEcho((_, { headers }, response) =>
      json(response, 403, { message: `not ${headers.authorization}`, code: 'x' }),
    );
    try {
      const argv = ['audience', 'list', '--control-url', echo.origin];
      const ran = await runCommand(argv, { ASTROLABE_CONTROL_TOKEN: KEYS.plain });
      assert.equal(ran.exitCode, 2, ran.err);
      assert.deepEqual(revealing(ran, KEYS.plain), []);
    } finally {
      await echo.close();
    }
  });
});

describe('the finder', () => {
  for (const [kind, key] of Object.entries(KEYS)) {
    for (const [form, write] of Object.entries(FORMS)) {
      it(`finds a key ${form}, ${kind}`, () => {
        assert.ok(isRevealed(`before ${write(key)} after`, key));
        assert.ok(!isRevealed(`before ${write(key.slice(0, 12))} after`, key));
      });
    }
  }
});
