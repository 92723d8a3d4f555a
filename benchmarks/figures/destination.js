/** Calls to the destination endpoint, compared with a bare server; and with a data directory, compared with none. */
import { join } from 'node:path';
import { judge } from '../judging/judge.js';
import { basicAuthorization } from '../support/calls.js';
import { benchmarks, runFolder, startEmulator, startNode, stop } from '../support/children.js';
import { CONNECTIONS, contender, requestsWith } from '../support/destination-load.js';
import { describeCpu, describeThrift, interleave, medianRate, rateRatios } from '../support/interleave.js';

const PAIRS = 28;
const LABELS = { emulator: 'the emulator', bare: 'the bare server', keeping: 'with --data-dir' };

export async function measureDestination({ rounds: pairs = PAIRS }) {
  const emulator = await startEmulator();
  const keeping = await startEmulator('--data-dir', join(runFolder(), 'data'));
  const bare = await startNode([join(benchmarks, 'servers/bare-destination.js')]);
  const requests = requestsWith(basicAuthorization(emulator.ready.apiKey));
  const contenders = {
    emulator: contender(emulator.child, new URL(emulator.ready.baseUrl).port, requests),
    bare: contender(bare.child, bare.ready.port, requests),
    keeping: contender(
      keeping.child,
      new URL(keeping.ready.baseUrl).port,
      requestsWith(basicAuthorization(keeping.ready.apiKey)),
    ),
  };
  const { rounds, totals } = await interleave(contenders, {
    connections: CONNECTIONS,
    rounds: pairs,
    slices: 1,
  });
  await checkWork(emulator.ready.controlUrl, totals.emulator);
  await checkWork(keeping.ready.controlUrl, totals.keeping);
  await Promise.all(Object.values(contenders).map(({ child }) => stop(child)));
  const rateOf = (name) => medianRate(rounds, name);
  return [
    judge({
      name: 'destination endpoint, relative to a bare server',
      values: rateRatios(rounds, 'emulator', 'bare'),
      unit: '×',
      bar: 0.82,
      goal: 0.85,
      note: `${rateOf('emulator')} calls a second, the bare server ${rateOf('bare')}, ${describeThrift(rounds, 'bare')}; ${describeCpu(rounds, LABELS)}`,
    }),
    judge({
      name: 'destination endpoint with --data-dir, relative to without',
      values: rateRatios(rounds, 'keeping', 'emulator'),
      unit: '×',
      note: `${rateOf('keeping')} calls a second, each saved before it is answered`,
    }),
  ];
}

/** Half of the calls are track calls, and each of them must be stored as an event. */
async function checkWork(controlUrl, answers) {
  const { records } = await (await fetch(`${controlUrl}/state`)).json();
  const { events } = records.allowing;
  if (events < 0.49 * answers) throw new Error(`only ${events} events are stored after ${answers} calls`);
}
