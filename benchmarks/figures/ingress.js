/** Batches to the ingress, traced and delivered to the built-in destination, compared with a bare server. */
import { join } from 'node:path';
import { BATCH, batchAt } from '../support/calls.js';
import { benchmarks, startEmulator, startNode, stop } from '../support/children.js';
import { describeCpu, describeThrift, interleave, rate } from '../support/interleave.js';
import { judge } from '../support/judge.js';
import { median, summarise } from '../support/statistics.js';

const CONNECTIONS = 32;
const REQUESTS = 4 * CONNECTIONS;

export async function measureIngress() {
  const emulator = await startEmulator();
  const { ingressUrl, controlUrl, writeKey } = emulator.ready;
  const bare = await startNode([join(benchmarks, 'servers/bare-ingress.js')]);
  const requests = Array.from({ length: REQUESTS }, (_, index) => batchAt(index, writeKey));
  const contenders = {
    emulator: { port: new URL(ingressUrl).port, pid: emulator.pid, requests },
    bare: { port: bare.ready.port, pid: bare.pid, requests },
  };
  const { rounds, totals } = await interleave(contenders, { connections: CONNECTIONS });
  await checkWork(controlUrl, totals.emulator * BATCH);
  await Promise.all([stop(emulator.child), stop(bare.child)]);

  const calls = (name) => Math.round(BATCH * median(rounds.map((round) => rate(round[name]))));
  const measured = summarise(rounds.map((round) => rate(round.emulator) / rate(round.bare)));
  const note = [
    `${calls('emulator')} calls a second, the bare server ${calls('bare')}, ${describeThrift(rounds, 'bare')}`,
    describeCpu(rounds),
  ].join('; ');
  return [
    judge({ name: 'ingress, relative to a bare server', ...measured, unit: '×', bar: 0.2, note }),
    judge({
      name: 'ingress, relative to a bare server (goal)',
      ...measured,
      unit: '×',
      bar: 0.35,
      isGoal: true,
    }),
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
