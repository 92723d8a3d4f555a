/** Targets that always ask to wait, or never answer: a run ends by itself, and at once when it is stopped. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readCatalogue } from '../../harness/cucumber/catalogue.ts';
import { loadRegistry } from '../../harness/registry/index.ts';
import { resolveSettings } from '../../harness/settings.ts';
import type { HttpClient, Timing } from '../../harness/target/index.ts';
import { verify } from '../../harness/verify.ts';
import { defineForCommands } from '../../step-definitions/index.ts';
import { makeFolder } from '../folder.ts';
import { runCommand } from '../shell.ts';

/** What a server does with every request. */
const WAYS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  'asks to wait for no time': (response) => response.writeHead(429, { 'retry-after': '0' }).end(),
  'asks to wait until a time in the past': (response) =>
    response.writeHead(503, { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }).end(),
  'asks to wait for 50 s': (response) => response.writeHead(429, { 'retry-after': '50' }).end(),
  'never answers': () => {},
  'never ends an answer': (response) => response.writeHead(200).write('{'),
};

/** A server that does the same with every request, from the given number on. */
async function listen(answer: (response: ServerResponse) => void, onRequest: () => void) {
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    onRequest();
    answer(response);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests: () => requests,
    close() {
      server.closeAllConnections();
      return new Promise<unknown>((closed) => server.close(closed));
    },
  };
}

const CONCURRENCY = 4;

/** Command lines that send calls, without the address. */
function commands(): Readonly<Record<string, readonly string[]>> {
  const folder = makeFolder('busy');
  const write = (name: string, lines: readonly object[]) => {
    const file = join(folder, name);
    writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return file;
  };
  const users = Array.from({ length: 100 }, (_, index) => ({ userId: `conformance-busy-${index}` }));
  const calls = write(
    'calls.ndjson',
    users.map((user) => ({ type: 'identify', ...user })),
  );
  const members = write('members.ndjson', users);
  const ledger = write(
    'ledger.ndjson',
    users.map(({ userId }) => ({ field: 'userId', id: userId })),
  );
  return {
    send: ['send', calls],
    'audience send': ['audience', 'send', 'Big Spenders', members],
    forget: ['forget', '--ledger', ledger],
    verify: ['verify', '--clauses', 'AST-HTTP-001'],
  };
}

describe('a command that is stopped', { concurrency: 4 }, () => {
  for (const [what, answer] of Object.entries(WAYS)) {
    for (const name of ['send', 'audience send', 'forget', 'verify']) {
      // Without the stop it would take ten minutes.
      it(`${name} ends if the target ${what}`, { timeout: 60_000 }, async () => {
        const stop = new AbortController();
        const server = await listen(answer, () => stop.abort());
        try {
          const words = [...(commands()[name] ?? []), '--base-url', server.url];
          const how = ['--concurrency', String(CONCURRENCY), '--timeout', '10m'];
          const ran = await runCommand([...words, ...how], { ASTROLABE_API_KEY: 'k-1' }, stop.signal);
          assert.equal(ran.exitCode, 3, ran.out + ran.err);
          assert.ok(server.requests() <= CONCURRENCY, `${server.requests()} requests`);
          assert.doesNotMatch(ran.err, /fault of/);
        } finally {
          await server.close();
        }
      });
    }
  }
});

/** A clock that a pause moves at once. */
function createVirtualClock(): Timing {
  let time = Date.parse('2026-01-01T00:00:00Z');
  return {
    now: () => time,
    async sleep(ms) {
      time += ms;
      await new Promise(setImmediate);
    },
  };
}

const READS_OF_CONTROLS = 4;

/** Grades a target that is well for the controls, and then answers calls or reads 429 for ever. */
async function gradeBusy(busy: 'calls' | 'reads', retryAfter: string) {
  let [calls, reads] = [0, 0];
  const headers = {};
  const wait = { status: 429, headers: { 'retry-after': retryAfter }, body: '' };
  const client: HttpClient = {
    close: async () => {},
    async send({ method, url, headers: sent, body = '' }) {
      if (method === 'POST') {
        calls += 1;
        if (busy === 'calls' && calls > 3) return wait;
        const isKnown = sent.authorization === `Basic ${btoa('k-1:')}`;
        return { status: isKnown ? (body.startsWith('{') ? 200 : 400) : 401, headers, body: '' };
      }
      reads += 1;
      if (busy === 'reads' && reads > READS_OF_CONTROLS) return wait;
      const [collection = ''] = /\w+(?=\?)/.exec(url) ?? [];
      const user = { userId: 'control', properties: {}, accountIds: [] };
      const rows = reads === READS_OF_CONTROLS ? [user] : [];
      return { status: 200, headers, body: JSON.stringify({ [collection]: rows }) };
    },
  };
  const given = { baseUrl: 'http://127.0.0.1:1/', apiKey: 'k-1', concurrency: '4', seed: '1', runId: 'busy' };
  const settings = resolveSettings({ ...given, recordsUrl: 'http://127.0.0.1:1/records' }, () => 0);
  if ('problems' in settings) throw new Error(settings.problems.join('\n'));
  const catalogue = readCatalogue();
  return verify(settings.value, {
    registry: loadRegistry(),
    catalogue,
    examples: catalogue.filter(({ clauseId }) => clauseId.startsWith('AST-IDENT-')),
    selection: { clauses: [], examples: [] },
    steps: defineForCommands,
    tool: { name: 'busy', version: '0' },
    timing: createVirtualClock(),
    client,
  });
}

const MOST_MINUTES = 10;
/** Of four lanes with fewer than 40 tries each, a few times. */
const MOST_REQUESTS = 1500;

describe('a target that answers 429 for ever after the controls', () => {
  for (const busy of ['calls', 'reads'] as const) {
    for (const retryAfter of ['0', '-1', 'Thu, 01 Jan 1970 00:00:00 GMT', '1', '59']) {
      it(`to ${busy}, with Retry-After ${retryAfter}, ends the run soon as incomplete`, async () => {
        const { run, clauses } = await gradeBusy(busy, retryAfter);
        assert.equal(run.exitCode, 3);
        assert.match(run.reasons.join(), /asked to wait/);
        assert.ok(clauses.every(({ verdict }) => verdict !== 'harness-error'));
        assert.ok(run.durationMs < MOST_MINUTES * 60_000, `${run.durationMs / 60_000} minutes`);
        const sent = run.requests.calls + run.requests.markers + run.requests.records;
        assert.ok(sent < MOST_REQUESTS, `${sent} requests`);
      });
    }
  }
});
