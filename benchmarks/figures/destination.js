/** Calls to the destination endpoint, beside a bare server, mountebank, WireMock and Prism. */
import { join } from 'node:path';
import { basicAuthorization, callAt, prepareRequest } from '../support/calls.js';
import { benchmarks, startEmulator, startNode, stop } from '../support/children.js';
import { describeCpu, describeThrift, interleave, rate } from '../support/interleave.js';
import { judge, notMeasured } from '../support/judge.js';
import { installPeers, startMountebank, startPrism, startWireMock, Unavailable } from '../support/peers.js';
import { median, summarise } from '../support/statistics.js';

const PATH = '/astrolabe';
const CONNECTIONS = 32;
/** Many enough that no server sees one again soon, and a whole number for each connection. */
const REQUESTS = 300 * CONNECTIONS;

const PEERS = {
  mountebank: { start: startMountebank, bar: 5 },
  WireMock: { start: startWireMock, bar: 5 },
  Prism: { start: startPrism, bar: 15 },
};

export async function measureDestination() {
  const emulator = await startEmulator();
  const { apiKey, baseUrl, controlUrl } = emulator.ready;
  const requests = requestsWith(basicAuthorization(apiKey));
  const contenders = { emulator: contender(emulator.child, new URL(baseUrl).port, requests) };

  const bare = await startNode([join(benchmarks, 'servers/bare-destination.js')]);
  contenders.bare = contender(bare.child, bare.ready.port, requests);
  const problem = installPeers();
  const reasons = {};
  for (const [name, peer] of Object.entries(PEERS)) {
    try {
      if (problem !== undefined) throw new Unavailable(problem);
      const { child, port } = await peer.start(PATH, basicAuthorization(apiKey));
      await checkPeer(port, requests[0]);
      contenders[name] = contender(child, port, requests);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      reasons[name] = error.message;
    }
  }

  const { rounds, totals } = await interleave(contenders, { connections: CONNECTIONS });
  await checkWork(controlUrl, totals.emulator);
  await Promise.all(Object.values(contenders).map(({ child }) => stop(child)));
  return [
    judge({
      name: 'destination endpoint, of a bare server',
      ...ratio(rounds, 'bare'),
      unit: '×',
      bar: 0.7,
      note: `${rates(rounds, 'bare')}; ${describeCpu(rounds)}`,
    }),
    ...Object.entries(PEERS).map(([name, { bar }]) => {
      const figure = { name: `destination endpoint, of ${name}`, unit: '×', bar };
      if (reasons[name] !== undefined) return notMeasured(figure, reasons[name]);
      return judge({
        ...figure,
        ...ratio(rounds, name),
        note: `${rates(rounds, name)}; ${bareBeside(rounds, name)}`,
      });
    }),
  ];
}

function contender(child, port, requests) {
  return { child, pid: child.pid, port, requests };
}

function requestsWith(authorization) {
  return Array.from({ length: REQUESTS }, (_, index) =>
    prepareRequest(PATH, { authorization }, callAt(index)),
  );
}

/** A peer that takes everything would be doing nothing. */
async function checkPeer(port, { bytes }) {
  const authorization = /authorization: (.+)\r/.exec(bytes.toString('latin1'))[1];
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
      `it answers a call with ${good} and nonsense with ${bad}, so it is not set up right`,
    );
  }
}

/** Half of the calls are track calls, and each of them has to be there as an event. */
async function checkWork(controlUrl, answers) {
  const { records } = await (await fetch(`${controlUrl}/state`)).json();
  const { events } = records.allowing;
  if (events < 0.49 * answers) throw new Error(`only ${events} events are stored of ${answers} calls`);
}

function ratio(rounds, name, contender = 'emulator') {
  return summarise(rounds.map((round) => rate(round[contender]) / rate(round[name])));
}

function rates(rounds, name) {
  const of = (contender) => Math.round(median(rounds.map((round) => rate(round[contender]))));
  return `${of('emulator')} calls a second beside ${of(name)}, ${describeThrift(rounds, name)}`;
}

/** What the bar would ask of a server that does next to nothing. */
function bareBeside(rounds, name) {
  return `the bare server comes to ${ratio(rounds, name, 'bare').value.toFixed(2)} ×`;
}
