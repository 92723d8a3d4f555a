/**
 * A thousand tests at once on one emulator, each in a world of its own, with a million calls in all; what opening a
 * world takes, and how soon an expectation is answered, without and with ten thousand other worlds.
 * `node benchmarks/worlds.js [tests] [calls of each]`, after `npm run build`.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';

const BATCH = 100;
const CONNECTIONS = 64;
const SAMPLES = 300;
const MOST_WORLDS = 10_000;
/** A million bodies need more than the usual 64 MB, and an expectation that begins late compares the first ones too. */
const KEPT_BODY_BYTES = 1_024 ** 3;
const BARS = { openMs: 3, openKb: 50, expectMs: 5 };

if (process.argv[2] === 'serve') await serve();
else await measure(Number(process.argv[2] ?? 1_000), Number(process.argv[3] ?? 1_000));

async function serve() {
  const { startEmulator } = await import('../dist/emulator/index.js');
  const { url } = await startEmulator({ port: 0, limits: { keptBodyBytes: KEPT_BODY_BYTES } });
  process.send(url);
  process.on('message', () => {
    globalThis.gc();
    process.send(process.memoryUsage().heapUsed);
  });
}

async function measure(tests, callsOfEach) {
  const server = fork(fileURLToPath(import.meta.url), ['serve'], { execArgv: ['--expose-gc'] });
  const [url] = await once(server, 'message');
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });
  /** An expectation holds its connection for as long as it waits. */
  const waiting = new Pool(url, { connections: tests + 1, pipelining: 1 });
  const heap = async () => {
    server.send('heap');
    const [bytes] = await once(server, 'message');
    return bytes;
  };
  const post = async (path, body, { by = pool, authorization } = {}) => {
    const answer = await by.request({
      path,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: JSON.stringify(body),
    });
    return { status: answer.statusCode, body: await answer.body.json() };
  };
  const openWorld = async () => (await post('/_emulator/worlds', {})).body.world;
  const drop = async (world) => {
    const { pathname } = new URL(world.controlUrl);
    const headers = { 'content-type': 'application/json' };
    const { body } = await pool.request({ path: pathname, method: 'DELETE', headers });
    await body.dump();
  };
  const faults = [];

  const figures = async (what) => {
    const before = await heap();
    const opened = [];
    const times = [];
    for (let left = SAMPLES; left > 0; left -= 1) {
      const begun = performance.now();
      opened.push(await openWorld());
      times.push(performance.now() - begun);
    }
    const openKb = ((await heap()) - before) / SAMPLES / 1_024;
    const openMs = median(times);
    const expectMs = median(await answerTimes(opened[0]));
    console.log(
      `${what}: a world opens in ${openMs.toFixed(2)} ms and ${openKb.toFixed(1)} KB, an expectation is answered ${expectMs.toFixed(2)} ms after its call was sent (medians of ${SAMPLES})`,
    );
    if (openMs > BARS.openMs) faults.push(`${what}: ${openMs.toFixed(2)} ms to open a world`);
    if (openKb > BARS.openKb) faults.push(`${what}: ${openKb.toFixed(1)} KB for a world`);
    if (expectMs > BARS.expectMs) faults.push(`${what}: ${expectMs.toFixed(2)} ms until the answer`);
    await Promise.all(opened.map(drop));
  };

  /** From sending the call to the answer of the expectation that waits for it, so the way of the call is in it. */
  const answerTimes = async (world) => {
    const { pathname } = new URL(world.controlUrl);
    const authorization = basic(world.writeKey);
    const times = [];
    for (let number = 0; number < SAMPLES; number += 1) {
      const expected = { where: { event: `Awaited ${number}` }, within: '30s' };
      let sentAt = 0;
      const answered = post(`${pathname}/expect`, expected, { by: waiting }).then(({ status }) => {
        if (status !== 200) faults.push(`an expectation was answered ${status}`);
        return performance.now();
      });
      // Until the emulator has the request, a look at the world is answered after it.
      await post(`${pathname}/expect`, { where: { event: 'never' }, times: { exactly: 0 } });
      sentAt = performance.now();
      const call = { userId: 'ada', event: `Awaited ${number}` };
      const [at] = await Promise.all([answered, post('/v1/track', call, { authorization })]);
      times.push(at - sentAt);
    }
    return times;
  };

  const runTest = async (number) => {
    const world = await openWorld();
    const { pathname } = new URL(world.controlUrl);
    const authorization = basic(world.writeKey);
    const where = { type: 'track', 'properties.test': number };
    const times = { exactly: callsOfEach };
    const answered = post(`${pathname}/expect`, { where, times, within: '60s' }, { by: waiting });
    for (let first = 0; first < callsOfEach; first += BATCH) {
      const batch = Array.from({ length: Math.min(BATCH, callsOfEach - first) }, (_, index) => ({
        type: 'track',
        userId: 'ada',
        messageId: `m${first + index}`,
        event: 'Counted',
        properties: { test: number },
      }));
      const { status } = await post('/v1/batch', { batch }, { authorization });
      if (status !== 200) faults.push(`a batch was answered ${status}`);
    }
    const { status, body } = await answered;
    if (status !== 200) faults.push(`test ${number}: ${status} ${body.message}`);
    const { body: foreign } = await post(`${pathname}/expect`, {
      where: { 'properties.test': { $ne: number } },
      times: { exactly: 0 },
    });
    if (foreign.matched !== 0) faults.push(`test ${number} saw ${foreign.matched} calls of others`);
    await drop(world);
  };

  // The first requests load and compile what all later ones use.
  const first = await Promise.all(Array.from({ length: SAMPLES }, openWorld));
  await answerTimes(first[0]);
  await Promise.all(first.map(drop));
  await figures('alone');
  const begun = performance.now();
  await Promise.all(Array.from({ length: tests }, (_, number) => runTest(number)));
  const seconds = (performance.now() - begun) / 1_000;
  const calls = tests * callsOfEach;
  console.log(
    `${tests} tests at once, ${calls} calls in all, in ${seconds.toFixed(1)} s (${Math.round(calls / seconds)} calls a second): none saw a call of another`,
  );
  const others = MOST_WORLDS - SAMPLES;
  for (let left = others; left > 0; left -= 1) await openWorld();
  await figures(`with ${others} other worlds`);

  await Promise.all([pool.close(), waiting.close()]);
  server.kill();
  for (const fault of new Set(faults)) console.error(`FAULT  ${fault}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

function median(values) {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
}

function basic(key) {
  return `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
}
