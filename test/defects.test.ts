/** Compares the table of defects with the registry, and checks how an emulator marks its defects on the wire. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import {
  DEFECTS,
  defectNames,
  type Emulator,
  type EmulatorOptions,
  InvalidOptions,
  startEmulator,
  VARIANTS,
  variantNames,
} from '../emulator/index.ts';
import { loadRegistry } from '../harness/registry/index.ts';

/** HTTPS cannot be required on loopback. */
const NOT_ON_LOOPBACK = 'AST-HTTP-002';

const clauses = loadRegistry().clauses.filter(({ id }) => id.startsWith('AST-'));
/** A clause without a scenario cannot catch a defect. */
const graded = clauses
  .filter(({ level, unscenarioed }) => level !== 'INFO' && unscenarioed === undefined)
  .map(({ id }) => id);

describe('the table of defects', () => {
  const broken = new Set<string>(defectNames().map((name) => DEFECTS[name].breaks));

  for (const id of graded.filter((clauseId) => clauseId !== NOT_ON_LOOPBACK)) {
    it(`breaks ${id}`, () => assert.ok(broken.has(id)));
  }

  it('breaks nothing else', () => {
    const others = [...broken].filter((id) => !graded.includes(id) || id === NOT_ON_LOOPBACK);
    assert.deepEqual(others, []);
  });

  it('says in one line what each does', () => {
    for (const name of defectNames()) assert.match(DEFECTS[name].what, /^\S.{10,100}[^.\s]$/, name);
  });
});

describe('the table of variants', () => {
  it('leaves nothing but a SHOULD unmet', () => {
    const shoulds = clauses.filter(({ level }) => level === 'SHOULD').map(({ id }) => id);
    const warned = variantNames().flatMap((name) => VARIANTS[name].warns ?? []);
    assert.deepEqual(
      warned.filter((id) => !shoulds.includes(id)),
      [],
    );
    const expected = [
      ...['AST-ASSOC-004', 'AST-ASSOC-005', 'AST-AUTH-003', 'AST-AUTH-005'],
      ...['AST-HTTP-005', 'AST-HTTP-013', 'AST-REPLAY-002', 'AST-RETRY-001'],
    ];
    assert.deepEqual([...new Set(warned)].toSorted(), expected);
  });
});

describe('options', () => {
  for (const [given, problem] of [
    [{ defects: ['fals-dropped'] }, /no defect named "fals-dropped": did you mean .*false-dropped/],
    [{ defects: ['constructor'] }, /no defect named "constructor"/],
    [{ variants: ['late'] }, /no variant named "late": did you mean late-storing\?$/],
  ] as const) {
    it(`are refused if they are ${JSON.stringify(given)}`, async () => {
      await assert.rejects(
        startEmulator({ port: 0, ...given }),
        (error) => error instanceof InvalidOptions && problem.test(error.message),
      );
    });
  }
});

describe('an emulator with defects, on the wire', () => {
  it('names the enabled ones in every response', async (context) => {
    const { url } = await start(context, { defects: ['false-dropped', 'group-ignored'] });
    const paths = ['/', '/astrolabe', '/records/users', '/v1/batch', '/v1/nowhere', '/_emulator/live', '/%'];
    for (const path of paths) {
      const { headers } = await fetch(url + path);
      assert.equal(headers.get('x-astrolabe-defects-enabled'), 'false-dropped, group-ignored', path);
      assert.equal(headers.get('x-astrolabe-defect'), null, path);
    }
    assert.match(
      await sendRaw(url, 'no HTTP\r\n\r\n'),
      /x-astrolabe-defects-enabled: false-dropped, group-ignored/,
    );
  });

  it('marks and counts responses to calls that were stored differently', async (context) => {
    const emulator = await start(context, { defects: ['false-dropped', 'emoji-mangled'] });
    assert.equal(await mark(emulator, { flag: true }), null);
    assert.equal(await mark(emulator, { flag: false }), 'false-dropped');
    assert.equal(await mark(emulator, { flag: false, note: '👍' }), 'false-dropped, emoji-mangled');
    const state = await (await fetch(`${emulator.controlUrl}/state`)).json();
    assert.deepEqual((state as { defects: unknown }).defects, { 'false-dropped': 2, 'emoji-mangled': 1 });
  });

  it('marks records that are shown differently', async (context) => {
    const emulator = await start(context, { defects: ['user-shown-twice'] });
    assert.equal(await mark(emulator, {}), null);
    const authorization = basic(emulator.apiKey);
    const answers = await Promise.all(
      ['u', 'nobody'].map((id) =>
        fetch(`${emulator.recordsUrl}/users?userId=${id}`, { headers: { authorization } }),
      ),
    );
    assert.deepEqual(
      answers.map(({ headers }) => headers.get('x-astrolabe-defect')),
      ['user-shown-twice', null],
    );
  });
});

describe('an emulator without defects, on the wire', () => {
  it('marks no response and lists none', async (context) => {
    const emulator = await start(context, { variants: ['own-properties'] });
    const response = await post(emulator, { flag: false });
    const marks = [...response.headers.keys()].filter((name) => name.startsWith('x-astrolabe-defect'));
    assert.deepEqual(marks, []);
    const state = await (await fetch(`${emulator.controlUrl}/state`)).json();
    const { defects, variants } = state as { defects: unknown; variants: unknown };
    assert.deepEqual({ defects, variants }, { defects: {}, variants: ['own-properties'] });
  });
});

describe('an emulator with variants, on the wire', () => {
  it('closes connections and responds late', async (context) => {
    const emulator = await start(context, { variants: ['connection-close', 'slow-answers'] });
    const begun = performance.now();
    const response = await post(emulator, {});
    assert.ok(performance.now() - begun >= 10);
    assert.deepEqual([response.status, response.headers.get('connection')], [200, 'close']);
  });
});

async function start(context: TestContext, options: EmulatorOptions): Promise<Emulator> {
  const emulator = await startEmulator({ port: 0, ...options });
  context.after(() => emulator.close());
  return emulator;
}

function basic(apiKey: string): string {
  return `Basic ${btoa(`${apiKey}:`)}`;
}

function post({ baseUrl, apiKey }: Emulator, traits: object): Promise<Response> {
  return fetch(baseUrl, {
    method: 'POST',
    headers: { authorization: basic(apiKey), 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'identify', userId: 'u', traits }),
  });
}

async function mark(emulator: Emulator, traits: object): Promise<string | null> {
  return (await post(emulator, traits)).headers.get('x-astrolabe-defect');
}

/** Sends text to a server unchanged, and reads until the server closes the connection. */
async function sendRaw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.end(text);
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}
