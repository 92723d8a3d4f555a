/**
 * A hundred connections send batches to the ingress for a minute: every accepted call must be delivered, and memory
 * must stay within its limits. `node benchmarks/ingress-load.js [seconds]`, after `npm run build`.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Pool } from 'undici';

const CONNECTIONS = 100;
const BATCH = 50;
/** All calls are about these, so that the stored data stays the same and any growth is the emulator's own. */
const USERS = 10_000;
const seconds = Number(process.argv[2] ?? 60);
const root = resolve(import.meta.dirname, '..');

const child = spawn(process.execPath, [join(root, 'dist/cli/main.js'), 'emulate', '--port', '0', '--json'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [line] = await once(createInterface({ input: child.stdout }), 'line');
const { ingressUrl, controlUrl, writeKey } = JSON.parse(line);
const residentMb = () =>
  Math.round(
    Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1024,
  );
const state = async () => (await fetch(`${controlUrl}/state`)).json();

const pool = new Pool(ingressUrl, { connections: CONNECTIONS, pipelining: 1 });
const answers = new Map();
const until = Date.now() + seconds * 1000;
let batches = 0;

async function sendBatches(connection) {
  while (Date.now() < until) {
    const number = batches++;
    const batch = Array.from({ length: BATCH }, (_, i) => ({
      type: 'identify',
      messageId: `load-${number}-${i}`,
      userId: `user-${(number * BATCH + i) % USERS}`,
      timestamp: new Date().toISOString(),
      traits: { plan: 'pro', seats: i, connection },
    }));
    const { statusCode, body } = await pool.request({
      path: '/v1/batch',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ writeKey, sentAt: new Date().toISOString(), batch }),
    });
    await body.dump();
    answers.set(statusCode, (answers.get(statusCode) ?? 0) + 1);
  }
}

/** True if the second half of the run needed much more than the first half ever did. */
function grewBeyond(megabytes) {
  const half = Math.floor(megabytes.length / 2);
  return half >= 2 && Math.max(...megabytes.slice(half)) > 1.5 * Math.max(...megabytes.slice(0, half)) + 100;
}

const started = Date.now();
const curve = [];
const sampling = setInterval(() => curve.push(residentMb()), Math.max(1000, seconds * 100));
await Promise.all(Array.from({ length: CONNECTIONS }, (_, connection) => sendBatches(connection)));
const elapsed = (Date.now() - started) / 1000;
clearInterval(sampling);

const { ingress, deliveries, records, traces, journal, limits } = await state();
const accepted = (answers.get(200) ?? 0) * BATCH;
const delivered = deliveries.default.delivered;
const { users } = records.allowing;
console.log(`connections          ${CONNECTIONS}, batches of ${BATCH}, ${elapsed.toFixed(1)} s`);
console.log(
  `answers              ${[...answers].map(([status, count]) => `${count} × ${status}`).join(', ')}`,
);
console.log(`calls accepted       ${accepted} (${Math.round(accepted / elapsed)} a second)`);
console.log(`calls received       ${ingress.received}, dropped ${ingress.dropped}`);
console.log(`calls delivered      ${delivered}, Users stored ${users}`);
console.log(`resident MB          ${curve.join(' ')}`);
console.log(`traces               ${traces.size} of at most ${limits.traces}, ${traces.dropped} dropped`);
console.log(`journal              ${journal.size} of at most ${limits.journal}, ${journal.dropped} dropped`);

await pool.close();
child.kill('SIGTERM');
await once(child, 'exit');

const faults = [
  answers.size === 1 && answers.has(200) ? undefined : 'some batches were not answered with 200',
  delivered === accepted ? undefined : `${accepted - delivered} accepted calls were not delivered`,
  users === USERS ? undefined : `${users} Users are stored instead of ${USERS}`,
  grewBeyond(curve) ? 'memory still grew in the second half of the run' : undefined,
  traces.size <= limits.traces && journal.size <= limits.journal
    ? undefined
    : 'the journal or the traces grew beyond their limit',
].filter((fault) => fault !== undefined);
for (const fault of faults) console.error(`FAULT  ${fault}`);
process.exitCode = faults.length === 0 ? 0 : 1;
