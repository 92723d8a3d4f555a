/** verify against an emulator that fails on demand: whatever is found, the target is never called conformant. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  createApp,
  type Emulator,
  FAULT_HEADER,
  FAULTS_ENABLED_HEADER,
  startEmulator,
} from '../emulator/index.ts';
import { basic, KEYS } from '../emulator/testing.ts';
import { validate } from '../schemas/index.ts';
import { runCommand } from './outside/index.ts';
import { pointAt } from './shell.ts';

/** A few clauses, on the wire and with read-back, that a healthy emulator satisfies. */
const SOME = ['--clauses', 'AST-HTTP-003', '--clauses', 'AST-IDENT-001'];

let emulator: Emulator;

before(async () => {
  emulator = await startEmulator({ port: 0 });
});
after(() => emulator.close());

async function put(at: string, then: readonly unknown[]): Promise<void> {
  const answer = await fetch(`${emulator.controlUrl}/faults/of-${at}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ at, then }),
  });
  assert.equal(answer.status, 200);
}

async function isSpent(at: string): Promise<boolean> {
  const answer = await fetch(`${emulator.controlUrl}/faults/of-${at}`);
  return ((await answer.json()) as { fault: { spent: boolean } }).fault.spent;
}

/** Sends one request to a place, so that a plan of one step is spent. */
async function meet(at: string): Promise<void> {
  const call = { type: 'identify', userId: 'someone' };
  const [url, key, init] = {
    destination: [emulator.baseUrl, emulator.apiKey, { method: 'POST', body: JSON.stringify(call) }],
    ingress: [
      `${emulator.ingressUrl}/v1/identify`,
      emulator.writeKey,
      { method: 'POST', body: '{"userId":"u"}' },
    ],
    records: [`${emulator.recordsUrl}/users?userId=u`, emulator.apiKey, {}],
  }[at] as [string, string, RequestInit];
  const headers = { authorization: basic(key), 'content-type': 'application/json' };
  await (await fetch(url, { ...init, headers })).text();
}

/** Grades the emulator, and checks that every report says why there is no verdict. */
async function checkRefused(names: string): Promise<void> {
  const { argv, env } = pointAt(emulator);
  const words = argv.filter((word) => word !== '--json');
  const ran = await runCommand([...words, ...SOME], env);
  assert.equal(ran.exitCode, 3, ran.out);
  const why = `faults were switched on at the target (${names}): it cannot be called conformant`;
  const headline = /^Incomplete, no verdict \(.*faults switched on\)/m;
  assert.match(ran.out, headline);
  assert.ok(ran.out.replaceAll(/\s+/g, ' ').includes(why), ran.out);
  const report = (name: string) => readFileSync(join(ran.cwd, 'reports/output', name), 'utf8');
  const record = JSON.parse(report('conformance.json'));
  assert.deepEqual(validate('result', record), []);
  assert.deepEqual(
    [record.verdict, record.run.exitCode, record.run.reasons, record.run.findings.faults],
    ['incomplete', 3, [why], names],
  );
  assert.ok(record.clauses.every(({ verdict }: { verdict: string }) => verdict === 'pass'));
  for (const name of ['junit.xml', 'report.html', 'summary.md']) {
    assert.ok(report(name).includes('faults were switched on at the target'), name);
  }
  assert.match(report('junit.xml'), /(?:errors|failures)="[1-9]/);
}

describe('verify against an emulator with a fault plan', () => {
  it('is conformant without one', async () => {
    const { argv, env } = pointAt(emulator);
    const ran = await runCommand([...argv, ...SOME], env);
    assert.equal(ran.exitCode, 0, ran.err);
    assert.equal(ran.record().run.findings?.faults, undefined);
  });

  for (const at of ['destination', 'ingress', 'records']) {
    it(`says why it has no verdict if the plan is at the ${at}`, async (context) => {
      context.after(() => emulator.reset());
      await put(at, [{ delay: 1 }]);
      await checkRefused(`of-${at}`);
      // Nothing is graded at the ingress, so that its plan is only there.
      assert.equal(await isSpent(at), at !== 'ingress');
    });

    it(`says so if the plan at the ${at} was spent before`, async (context) => {
      context.after(() => emulator.reset());
      await put(at, [{ status: 503 }]);
      await meet(at);
      assert.equal(await isSpent(at), true);
      await checkRefused(`of-${at}`);
    });
  }

  it('still says which clause failed', async (context) => {
    context.after(() => emulator.reset());
    await put('destination', [...Array.from({ length: 4 }, () => 'pass'), { status: 400, times: 1_000 }]);
    const { argv, env } = pointAt(emulator);
    const ran = await runCommand([...argv, '--clauses', 'AST-IDENT-001'], env);
    assert.equal(ran.exitCode, 1, ran.out);
    assert.match(ran.record().run.reasons.join('\n'), /AST-IDENT-001 failed[\s\S]*faults were switched on/);
  });
});

describe('verify against a target of which one response names a fault', () => {
  for (const header of [FAULT_HEADER, FAULTS_ENABLED_HEADER]) {
    it(`in ${header}, of the Records API alone`, async (context) => {
      const app = createApp(KEYS);
      let named = 0;
      const server = createServer((request, response) => {
        if (request.url?.startsWith('/records') && named++ === 0) {
          response.setHeader(header, 'late');
          // The emulator takes back what it has no plan for.
          response.removeHeader = () => {};
        }
        app(request, response);
      });
      server.listen(0, '127.0.0.1');
      context.after(() => server.close());
      await once(server, 'listening');
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const target = { ...KEYS, baseUrl: `${url}/astrolabe`, recordsUrl: `${url}/records` };
      const { argv, env } = pointAt(target);
      const ran = await runCommand([...argv, ...SOME], env);
      assert.deepEqual([ran.exitCode, ran.record().run.findings?.faults], [3, 'late']);
    });
  }
});
