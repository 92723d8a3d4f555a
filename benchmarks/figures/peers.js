/**
 * Calls to the destination endpoint, compared with mountebank, WireMock and Prism.
 *
 * The bars are for the peers in their default configuration, doing as much of the same work as they can: WireMock and
 * Prism validate each call by the project's schemas. Tuned, without logs and journals and with WireMock checking only
 * the kind of call, a bare server is hardly faster than they are, so those figures are reported without a bar. Peers that
 * use more than one core get what the machine has; where that puts a bar out of a bare server's reach, it is not judged.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { judge, notMeasured } from '../judging/judge.js';
import { basicAuthorization, callAt } from '../support/calls.js';
import { benchmarks, startEmulator, startNode, stop } from '../support/children.js';
import { CONNECTIONS, contender, PATH, requestsWith } from '../support/destination-load.js';
import { describeCpu, describeThrift, interleave, medianRate, rateRatios } from '../support/interleave.js';
import { installPeers, startMountebank, startPrism, startWireMock, Unavailable } from '../support/peers.js';
import { median } from '../support/statistics.js';

const PEERS = {
  mountebank: { start: startMountebank, bar: 5 },
  WireMock: { start: startWireMock, bar: 5 },
  Prism: { start: startPrism, bar: 15 },
};

const PAIRS = 28;

export async function measurePeers({ rounds = PAIRS }) {
  const problem = installPeers();
  return [...(await measure(problem, false, rounds)), ...(await measure(problem, true, rounds))];
}

async function measure(problem, isTuned, pairs) {
  const emulator = await startEmulator();
  const { apiKey, baseUrl } = emulator.ready;
  const authorization = basicAuthorization(apiKey);
  const requests = requestsWith(authorization);
  const bare = await startNode([join(benchmarks, 'servers/bare-destination.js')]);
  const contenders = {
    emulator: contender(emulator.child, new URL(baseUrl).port, requests),
    bare: contender(bare.child, bare.ready.port, requests),
  };
  const reasons = {};
  for (const [name, peer] of Object.entries(PEERS)) {
    try {
      if (problem !== undefined) throw new Unavailable(problem);
      const { child, port } = await peer.start(PATH, authorization, isTuned);
      await checkPeer(port, authorization);
      contenders[name] = contender(child, port, requests);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      reasons[name] = error.message;
    }
  }
  const { rounds } = await interleave(contenders, { connections: CONNECTIONS, rounds: pairs, slices: 1 });
  await Promise.all(Object.values(contenders).map(({ child }) => stop(child)));
  const rateOf = (name) => medianRate(rounds, name);
  return Object.entries(PEERS).map(([name, { bar }]) => {
    const figure = {
      name: `destination endpoint, relative to ${name} ${isTuned ? '(tuned)' : '(default configuration)'}`,
      unit: '×',
    };
    const judged = isTuned ? figure : { ...figure, bar };
    if (reasons[name] !== undefined) return notMeasured(judged, reasons[name]);
    const ceiling = rateRatios(rounds, 'bare', name);
    return judge({
      ...judged,
      values: rateRatios(rounds, 'emulator', name),
      ceiling,
      note: [
        `${rateOf('emulator')} calls a second, ${name} ${rateOf(name)}, ${describeThrift(rounds, name)}`,
        `${describeCpu(rounds, { [name]: name, emulator: 'the emulator' })}, on ${availableParallelism()} cores`,
        `the bare server reaches ${median(ceiling).toFixed(2)} ×`,
      ].join('; '),
    });
  });
}

/** A peer that accepts everything checks nothing. */
async function checkPeer(port, authorization) {
  const send = async (call) => {
    const response = await fetch(`http://127.0.0.1:${port}${PATH}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(call),
    });
    await response.arrayBuffer();
    return response.status;
  };
  const good = await send(callAt(0));
  const bad = await send({ type: 'nonsense', userId: 'u' });
  if (good !== 200 || bad < 400) {
    throw new Unavailable(
      `it answers a call with ${good} and nonsense with ${bad}, so it is not configured correctly`,
    );
  }
}
