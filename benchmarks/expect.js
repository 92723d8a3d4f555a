/**
 * The time from the answer to a call until `POST /_emulator/expect` is answered, alone and while a thousand others wait:
 * `node benchmarks/expect.js [rounds]`, after `npm run build`. Exits with 1 if a median misses 5 ms.
 */
import { Pool } from 'undici';
import { startEmulator, stopAll } from './support/children.js';
import { median } from './support/statistics.js';

const BAR_MS = 5;
const rounds = Number(process.argv[2] ?? 200);
const JSON_TYPE = { 'content-type': 'application/json' };

const { ready } = await startEmulator();
const pool = new Pool(ready.url, { connections: 1_100, headersTimeout: 0, bodyTimeout: 0 });

async function post(path, body) {
  const answer = await pool.request({ path, method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) });
  const at = performance.now();
  return { status: answer.statusCode, at, body: await answer.body.json() };
}

const expect = (where) => post('/_emulator/expect', { where, within: '60s' });
const waiting = async () => (await (await fetch(`${ready.controlUrl}/state`)).json()).expectations;

async function until(count) {
  while ((await waiting()) < count);
}

async function measure(others) {
  const times = [];
  const whole = [];
  for (let number = 0; number < rounds; number += 1) {
    const event = `Event ${others} ${number}`;
    const answered = expect({ type: 'track', event, 'properties.number': number });
    await until(others + 1);
    const sentAt = performance.now();
    const sent = await post('/v1/track', {
      writeKey: ready.writeKey,
      userId: 'u',
      event,
      properties: { number },
    });
    const { status, at } = await answered;
    if (status !== 200) throw new Error(`answered with ${status}`);
    // The expectation is often answered before the call itself.
    times.push(Math.max(0, at - sent.at));
    whole.push(at - sentAt);
  }
  return { ms: median(times), whole: median(whole) };
}

let isShort = false;
const report = (name, { ms, whole }) => {
  isShort ||= ms > BAR_MS;
  console.log(
    `${name}: ${ms.toFixed(2)} ms after the call was answered, ${whole.toFixed(2)} ms after it was sent (medians of ${rounds})`,
  );
};
report('one expectation', await measure(0));
const others = Array.from({ length: 999 }, (_, number) =>
  expect({ type: 'track', event: 'Last', 'properties.n': number }),
);
await until(999);
report('one of a thousand', await measure(999));
const batch = others.map((_, n) => ({ type: 'track', userId: 'u', event: 'Last', properties: { n } }));
await post('/v1/batch', { writeKey: ready.writeKey, batch });
const met = await Promise.all(others);
if (met.some(({ status }) => status !== 200)) throw new Error('an expectation was not met');
await pool.close();
await stopAll();
process.exitCode = isShort ? 1 : 0;
