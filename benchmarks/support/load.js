/**
 * The load generator: keep-alive connections on raw sockets, one request at a time on each.
 *
 * Autocannon was tried. With a different body for each request it needed 18 µs of CPU time per request, and the bare
 * server needs 17: it would have measured itself. This one needs 11, and the figures show how busy it was.
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import { renewMessageIds } from './calls.js';
import { cpuSeconds } from './cpu.js';

const HEAD_END = '\r\n\r\n';
const LAST_CHUNK = '0\r\n\r\n';
/** The first moments are not counted: connections open, and caches are cold. */
const LEAD_MS = 100;
/** After this time without a response, something is wrong. */
const SILENCE_MS = 20_000;

/**
 * Sends for a while.
 *
 * @param target `{ port, requests, pid }`; each connection repeats its own share of the requests
 * @returns `answers`, CPU times and `seconds` without the lead, and `total` answers with it
 * @throws if a response is not a 2xx
 */
export async function load({ port, requests, pid }, { connections, seconds }) {
  const share = Math.floor(requests.length / connections);
  const state = { answers: 0, isOver: false };
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const all = Promise.all(
    sockets.map((socket, index) => drive(socket, requests.slice(index * share, (index + 1) * share), state)),
  );
  try {
    await Promise.race([pause(LEAD_MS), all]);
    const before = readings(state, pid);
    await Promise.race([pause(seconds * 1000), all]);
    const after = readings(state, pid);
    state.isOver = true;
    await all;
    const counted = Object.fromEntries(Object.keys(after).map((name) => [name, after[name] - before[name]]));
    return { ...counted, total: state.answers };
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

async function open(port) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  return socket;
}

/** Sends one request after another until the time is over; ends when the last one is answered. */
function drive(socket, requests, state) {
  return new Promise((resolve, reject) => {
    let next = 0;
    let pending = '';
    const send = () => {
      const request = requests[next];
      next = next + 1 === requests.length ? 0 : next + 1;
      renewMessageIds(request);
      socket.write(request.bytes);
    };
    socket.setTimeout(SILENCE_MS, () => reject(new Error('a request was not answered')));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('a connection was closed')));
    socket.on('data', (chunk) => {
      pending += chunk.latin1Slice(0, chunk.length);
      if (!isWhole(pending)) return;
      if (!pending.startsWith('2', 9)) return reject(new Error(`answered with ${pending.slice(9, 400)}`));
      pending = '';
      state.answers += 1;
      if (state.isOver) resolve();
      else send();
    });
    send();
  });
}

/** Whether a response is complete. */
function isWhole(text) {
  const head = text.indexOf(HEAD_END);
  if (head < 0) return false;
  const length = /content-length: *(\d+)/i.exec(text);
  if (length !== null) return text.length >= head + HEAD_END.length + Number(length[1]);
  return !/transfer-encoding: *chunked/i.test(text) || text.endsWith(LAST_CHUNK);
}

function readings({ answers }, pid) {
  const { user, system } = process.cpuUsage();
  return {
    seconds: performance.now() / 1000,
    answers,
    generatorCpu: (user + system) / 1e6,
    serverCpu: cpuSeconds(pid),
  };
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
