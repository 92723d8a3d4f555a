/** Batches to the ingress, traced and delivered to the built-in destination, compared with a bare server. */
import { join } from 'node:path';
import { judge } from '../judging/judge.js';
import { BATCH, batchAt } from '../support/calls.js';
import { benchmarks, startEmulator, startNode, stop } from '../support/children.js';
import { describeCpu, describeThrift, interleave, medianRate, rateRatios } from '../support/interleave.js';

const CONNECTIONS = 32;
const REQUESTS = 4 * CONNECTIONS;

const PAIRS = 28;

export async function measureIngress({ rounds: pairs = PAIRS }) {
  const emulator = await startEmulator();
  const { ingressUrl, controlUrl, writeKey } = emulator.ready;
  const bare = await startNode([join(benchmarks, 'servers/bare-ingress.js')]);
  const requests = Array.from({ length: REQUESTS }, (_, index) => batchAt(index, writeKey));
  const contenders = {
    emulator: { port: new URL(ingressUrl).port, pid: emulator.pid, requests },
    bare: { port: bare.ready.port, pid: bare.pid, requests },
  };
  const { rounds, totals } = await interleave(contenders, {
    connections: CONNECTIONS,
    rounds: pairs,
    slices: 1,
  });
  await checkWork(controlUrl, totals.emulator * BATCH);
  await Promise.all([stop(emulator.child), stop(bare.child)]);

  const calls = (name) => BATCH * medianRate(rounds, name);
  const note = [
    `${calls('emulator')} calls a second, the bare server ${calls('bare')}, ${describeThrift(rounds, 'bare')}`,
    describeCpu(rounds, { emulator: 'the emulator', bare: 'the bare server' }),
  ].join('; ');
  const values = rateRatios(rounds, 'emulator', 'bare');
  return [
    judge({ name: 'ingress, relative to a bare server', values, unit: '×', bar: 0.4, goal: 0.45, note }),
  ];
}

/** No call may have been dropped as a duplicate, and each must be delivered. */
async function checkWork(controlUrl, calls) {
  const { ingress, deliveries, traces } = await (await fetch(`${controlUrl}/state`)).json();
  const { delivered } = deliveries.default;
  if (ingress.received !== calls || delivered !== calls || traces.size + traces.dropped !== calls) {
    throw new Error(`${ingress.received} of ${calls} calls were received and ${delivered} delivered`);
  }
}
