/**
 * Measures what `exec --check` costs the tests of the sample application (test/check/app), without and with its tracking
 * plan: medians of whole runs, one kind after the other in turn. Most of it is the start, whatever the number of calls.
 * `node benchmarks/check-overhead.js [rounds] [orders]`, after `npm run build`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import process from 'node:process';

const root = resolve(import.meta.dirname, '..');
const app = join(root, 'test', 'check', 'app');
const [rounds = 10, orders = 2_000] = process.argv.slice(2).map(Number);

const command = ['--', process.execPath, '--test', join(app, 'shop.test.mjs')];
const KINDS = {
  'without the check': ['exec', ...command],
  'with the check': ['exec', '--check', ...command],
  'with a plan': ['exec', '--check', '--plan', join(app, 'plan.json'), ...command],
};

/** Milliseconds of a whole run. */
async function timeOf(words) {
  const begun = process.hrtime.bigint();
  const child = spawn(process.execPath, [join(root, 'dist', 'cli', 'main.js'), ...words], {
    env: { PATH: process.env.PATH, SHOP_ORDERS: String(orders) },
    stdio: 'ignore',
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}`);
  return Number(process.hrtime.bigint() - begun) / 1e6;
}

const times = new Map(Object.keys(KINDS).map((kind) => [kind, []]));
for (let round = 0; round < rounds; round += 1) {
  for (const [kind, words] of Object.entries(KINDS)) times.get(kind).push(await timeOf(words));
}
const medianOf = (list) => list.toSorted((one, other) => one - other)[Math.floor(list.length / 2)];
const base = medianOf(times.get('without the check'));
console.log(`${rounds} rounds of ${7 + orders} calls, medians of whole runs:`);
for (const [kind, list] of times) {
  const median = medianOf(list);
  const more = median - base;
  console.log(
    `  ${kind.padEnd(20)}${median.toFixed(0)} ms  +${more.toFixed(0)} ms (${((more / base) * 100).toFixed(1)} %)`,
  );
}
