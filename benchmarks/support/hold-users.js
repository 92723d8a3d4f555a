/**
 * Stores identify calls and prints how much memory they need: `node --expose-gc hold-users.js KIND SIZE…`.
 *
 * `map` puts the parsed calls into a Map, `emulator` passes their text to the destination, and both then get more calls
 * for the same users; `bounded` sends to the ingress until everything with a limit is full, and then more.
 */
import { basicAuthorization } from './calls.js';

const MORE = 200_000;
/** More than the journal keeps, with the bodies of its calls: what has a limit is full before Users are counted. */
const WARM_UP = 20_000;
/** More than the limits of traces, journal entries and remembered messageIds. */
const FILLING = 400_000;
/** Half of them are forgotten at a time: 200,000 more end where they began, so that only a leak shows. */
const LIMITS = { messageIds: 200_000 };
const FEW_USERS = 10_000;
const BATCH = 100;

const [kind, ...sizes] = process.argv.slice(2);
console.log(JSON.stringify(await { map: holdInMap, emulator: holdInEmulator, bounded: fill }[kind]()));

async function holdInMap() {
  const users = new Map();
  return take((text) => {
    const { userId, traits } = JSON.parse(text);
    users.set(userId, { userId, traits });
  });
}

async function holdInEmulator() {
  const { emulator, core } = await start();
  const authorization = basicAuthorization(emulator.apiKey);
  const inbound = { method: 'POST', authorization, contentType: 'application/json' };
  const result = await take((text) => {
    const { status } = core.destination.deliver({ ...inbound, payload: { kind: 'text', text } });
    if (status >= 300) throw new Error(`a call was answered with ${status}`);
  });
  return end(emulator, result);
}

async function take(accept) {
  for (let call = 1; call <= WARM_UP; call += 1) accept(identify(0, -call));
  const before = used();
  const held = {};
  let next = 0;
  for (const size of sizes.map(Number)) {
    for (; next < size; next += 1) accept(identify(next, next));
    held[size] = used() - before;
  }
  for (let more = 0; more < MORE; more += 1) accept(identify(more, next + more));
  return { held, grown: used() - before - held[next] };
}

async function fill() {
  const { emulator, core } = await start({ limits: LIMITS });
  let next = 0;
  const send = (count) => {
    for (let sent = 0; sent < count; sent += BATCH) {
      const calls = Array.from({ length: BATCH }, () => identify(next % FEW_USERS, next++));
      const text = `{"writeKey":"${emulator.writeKey}","batch":[${calls.join()}]}`;
      const answer = core.ingress.accept({
        route: { kind: 'batch' },
        payload: { kind: 'text', text },
      });
      if (answer.status !== 200) throw new Error(`a batch was answered with ${answer.status}`);
    }
  };
  send(FEW_USERS);
  const before = used();
  send(FILLING - FEW_USERS);
  const full = used() - before;
  send(MORE);
  return end(emulator, { full, grown: used() - before - full });
}

async function start(options) {
  const { startWithCore } = await import('../../build/emulator/start.js');
  return startWithCore({ port: 0, ...options });
}

async function end({ controlUrl, close }, result) {
  const { journal, traces } = await (await fetch(`${controlUrl}/state`)).json();
  await close();
  return { ...result, state: { journal, traces } };
}

/** Ten properties, and nothing else that would be parsed and discarded. */
function identify(user, number) {
  return JSON.stringify({
    type: 'identify',
    messageId: `memory-${number}`,
    userId: `user-${user}`,
    timestamp: '2024-05-01T12:00:00.000Z',
    traits: {
      email: `user-${user}@example.com`,
      firstName: 'Johanna',
      lastName: `Müller-${user}`,
      title: 'Head of Operations',
      plan: user % 3 === 0 ? 'pro' : 'free',
      phone: `+49 30 ${user}`,
      logins: user % 900,
      score: user / 7,
      isAdmin: user % 5 === 0,
      createdAt: '2023-11-05T08:15:30.000Z',
    },
  });
}

/** Heap in use and buffers, after garbage collections. */
function used() {
  for (let time = 0; time < 3; time += 1) globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
