/**
 * Calls to the destination endpoint, compared with mountebank, WireMock and Prism.
 *
 * The bars are for the peers in their default configuration, doing as much of the same work as they can: WireMock and
 * Prism validate each call by the project's schemas. Tuned, without logs and journals and with WireMock checking only
 * the kind of call, a bare server is hardly faster than they are, so those figures are reported without a bar.
 */
import { join } from 'node:path';
import { basicAuthorization, callAt } from '../support/calls.js';
import { benchmarks, startEmulator, startNode, stop } from '../support/children.js';
import { CONNECTIONS, contender, PATH, requestsWith } from '../support/destination-load.js';
import { describeThrift, interleave, rate } from '../support/interleave.js';
import { judge, notMeasured } from '../support/judge.js';
import { installPeers, startMountebank, startPrism, startWireMock, Unavailable } from '../support/peers.js';
import { median, summarise } from '../support/statistics.js';

const PEERS = {
  mountebank: { start: startMountebank, bar: 5 },
  WireMock: { start: startWireMock, bar: 5 },
  Prism: { start: startPrism, bar: 15 },
};

export async function measurePeers() {
  const problem = installPeers();
  return [...(await measure(problem, false)), ...(await measure(problem, true))];
}

async function measure(problem, isTuned) {
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
  const { rounds } = await interleave(contenders, { connections: CONNECTIONS });
  await Promise.all(Object.values(contenders).map(({ child }) => stop(child)));
  const ratio = (name, other) => summarise(rounds.map((round) => rate(round[name]) / rate(round[other])));
  const rateOf = (name) => Math.round(median(rounds.map((round) => rate(round[name]))));
  return Object.entries(PEERS).map(([name, { bar }]) => {
    const figure = {
      name: `destination endpoint, relative to ${name} ${isTuned ? '(tuned)' : '(default configuration)'}`,
      unit: '×',
    };
    const judged = isTuned ? figure : { ...figure, bar };
    if (reasons[name] !== undefined) return notMeasured(judged, reasons[name]);
    const thrift = describeThrift(rounds, name);
    const ceiling = ratio('bare', name).value;
    return judge({
      ...judged,
      ...ratio('emulator', name),
      ceiling,
      note: `${rateOf('emulator')} calls a second, ${name} ${rateOf(name)}, ${thrift}; the bare server reaches ${ceiling.toFixed(2)} ×`,
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
