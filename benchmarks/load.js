/**
 * How fast `load` and `reconcile` are against the emulator, and how much memory they need: `node benchmarks/load.js [users …]`,
 * after `npm run build`; each user makes as many calls as the environment variable CALLS says, one by default. Both programs and
 * the emulator share the machine. Exits with 1 if anything is wrong, or if memory grows with the number of users.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, runFolder, startEmulator, stopAll } from './support/children.js';
import { runProgram } from './support/program.js';

/** In MiB: more than garbage that is not collected yet. */
const MOST_GROWTH = 64;

const sizes = process.argv.slice(2).map(Number);
const callsOfUser = Number(process.env.CALLS ?? 1);
const peaks = [];
for (const users of sizes.length > 0 ? sizes : [10_000, 100_000, 1_000_000]) {
  const { ready } = await startEmulator();
  const folder = join(runFolder(), `load-${users}`);
  const key = { ASTROLABE_API_KEY: ready.apiKey };
  const plan = ['--users', users, '--calls', users * callsOfUser, '--seed', 7, '--out', folder].map(String);
  const load = await runProgram([cli, 'load', '--base-url', ready.baseUrl, ...plan], key);
  const read = ['--plan', join(folder, 'plan.json'), '--records-url', ready.recordsUrl];
  const reconcile = await runProgram([cli, 'reconcile', ...read], key);
  const { sent, found, verdict, reason } = JSON.parse(readFileSync(join(folder, 'load.json'), 'utf8'));
  if (verdict !== 'right') throw new Error(reason);
  const perSecond = (count, ms) => Math.round((count * 1000) / ms);
  console.log(
    [
      `${users} users, ${sent.calls} calls:`,
      `load sends ${perSecond(sent.calls, sent.runningMs)} calls a second and needs ${load.peak.toFixed(0)} MiB,`,
      `reconcile makes ${perSecond(found.reads, found.durationMs)} reads a second and needs ${reconcile.peak.toFixed(0)} MiB`,
    ].join(' '),
  );
  peaks.push({ load: load.peak, reconcile: reconcile.peak });
  await stopAll();
}
const growth = (name) => (peaks.at(-1)?.[name] ?? 0) - (peaks[0]?.[name] ?? 0);
for (const name of ['load', 'reconcile']) {
  console.log(
    `${name}: ${growth(name).toFixed(0)} MiB more for the most users than for the fewest … ${growth(name) <= MOST_GROWTH ? 'met' : 'missed'}, at most ${MOST_GROWTH} MiB`,
  );
  if (growth(name) > MOST_GROWTH) process.exitCode = 1;
}
