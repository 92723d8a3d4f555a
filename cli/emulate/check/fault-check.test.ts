/** What the check says about failures that a test planned: they are no fault of the application. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { basic, KEYS, startOpen } from '../../../emulator/testing.ts';
import { loadRegistry } from '../../../harness/registry/index.ts';
import { createTrafficCheck } from './traffic-check.ts';
import { watchTraffic } from './watch-traffic.ts';

const CALL = { type: 'track', userId: 'ada', event: 'Seen', timestamp: '2024-05-01T11:59:59.000Z' };
const BROKEN = { ...CALL, properties: [] };

type Step = Record<string, unknown>;

/** Sends calls while a plan is set, and returns what the check found. */
async function checked(
  at: 'ingress' | 'destination',
  step: Step,
  path: '/v1/track' | '/v1/pixel/track' | '/astrolabe',
  bodies: readonly unknown[],
) {
  const emulator = await startOpen({ ...KEYS, clock: 'frozen', port: 0 });
  const traffic = createTrafficCheck({ plan: undefined });
  const { watcher, fault } = watchTraffic(traffic);
  emulator.core.watch.add(watcher);
  try {
    const headers = (key: string) => ({ authorization: basic(key), 'content-type': 'application/json' });
    const plan = await fetch(`${emulator.controlUrl}/faults/away`, {
      method: 'PUT',
      headers: headers(''),
      body: JSON.stringify({ at, then: [{ times: 100, ...step }] }),
    });
    assert.equal(plan.status, 200);
    for (const [index, body] of bodies.entries()) {
      const sent =
        typeof body === 'string' ? body : JSON.stringify({ messageId: `m-${index}`, ...(body as object) });
      const key = path === '/astrolabe' ? KEYS.apiKey : KEYS.writeKey;
      const isPixel = path === '/v1/pixel/track';
      const data = Buffer.from(JSON.stringify({ ...JSON.parse(sent === '{' ? '{}' : sent), writeKey: key }));
      const url = `${emulator.url}${path}${isPixel ? `?data=${data.toString('base64url')}` : ''}`;
      // A reset is an error here, as it is for the application.
      await fetch(url, isPixel ? {} : { method: 'POST', headers: headers(key), body: sent }).catch(() => {});
    }
    await emulator.advance('6h');
    assert.equal(fault(), undefined);
    const { counts, findings, coverage } = traffic.result(loadRegistry().clauses, 0);
    return {
      counts,
      findings: findings.map(({ level, rule, count }) => `${level} ${rule} ${count}`),
      messages: findings.map(({ message }) => message),
      broken: coverage.clauses.filter(({ broken }) => broken > 0).map(({ id }) => id),
    };
  } finally {
    await emulator.close();
  }
}

describe('a failure that a fault plan decided is information', () => {
  const steps: Readonly<Record<string, Step>> = {
    'status 503': { status: 503 },
    'status 400': { status: 400 },
    'status 200': { status: 200 },
    'a reset': { reset: true },
  };
  for (const [what, step] of Object.entries(steps)) {
    for (const [where, at, path] of [
      ['at the ingress', 'ingress', '/v1/track'],
      ['of a delivery', 'destination', '/v1/track'],
      ["at the destination's address", 'destination', '/astrolabe'],
    ] as const) {
      it(`${what} ${where}`, async () => {
        const { findings, counts, messages, broken } = await checked(at, step, path, [CALL]);
        assert.deepEqual(findings, ['information fault:away 1']);
        assert.match(messages[0] ?? '', /^the fault plan away decided what happened to the call \(\w+\)$/);
        assert.deepEqual([counts.calls, broken], [1, []]);
      });

      it(`${what} ${where}, and the form of the call is judged all the same`, async () => {
        const { findings } = await checked(at, step, path, [BROKEN]);
        assert.equal(findings[0], 'violation type:properties 1');
      });
    }
  }

  it('a timeout of a delivery', async () => {
    const { findings } = await checked('destination', { delay: '1m' }, '/v1/track', [CALL]);
    assert.deepEqual(findings, ['information fault:away 1']);
  });

  it('a pixel that is broken off', async () => {
    const { findings, counts } = await checked('ingress', { reset: true }, '/v1/pixel/track', [CALL]);
    assert.deepEqual([counts.calls, counts.delivered], [1, 0]);
    assert.ok(findings.includes('information fault:away 1'), findings.join());
    assert.ok(findings.every((finding) => !finding.startsWith('violation')));
  });

  it('a request that cannot be read', async () => {
    for (const [at, path] of [
      ['ingress', '/v1/track'],
      ['destination', '/astrolabe'],
    ] as const) {
      const { findings, counts } = await checked(at, { status: 503 }, path, ['{']);
      assert.deepEqual(findings, ['information fault:away 1']);
      assert.deepEqual([counts.calls, counts.refusedRequests], [0, 1]);
    }
  });

  it('but not a refusal that the destination decided itself', async () => {
    const { findings } = await checked('destination', { delay: 1 }, '/astrolabe', [
      { type: 'track', userId: 'ada' },
    ]);
    assert.equal(findings[0], 'violation required:event 1');
  });
});
