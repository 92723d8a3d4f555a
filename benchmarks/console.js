/**
 * What the console costs: the throughput of the destination and of the ingress while a console is open, after one was
 * open, and with none, in one run in which they take turns: `node benchmarks/console.js [FOLDER]`, after `npm run build`.
 * With FOLDER, a checkout from before the console that is built too, also what it costs if nobody ever opens it, and how
 * much later `/ready` is answered. Takes seven minutes; exits with 1 if a bar is missed, and with 3 if the machine was
 * too busy to say.
 */
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { basicAuthorization, batchAt } from './support/calls.js';
import { benchmarks, cli, firstLine, killAll, start, startNode, stop, stopAll } from './support/children.js';
import { threadSeconds } from './support/cpu.js';
import { CONNECTIONS, contender, requestsWith } from './support/destination-load.js';
import { interleave, rate } from './support/interleave.js';
import { interval, median } from './support/statistics.js';

const ROUNDS = 12;
const STARTS = 60;
/** With one console open, at most this share of the throughput is lost. */
const BAR = 0.05;
const BAR_MS = 2;
/** An interval that is wider says nothing about a bar of this size. */
const WIDEST = 0.06;
const WIDEST_MS = 4;

const [folder] = process.argv.slice(2);
const before = folder === undefined ? undefined : join(resolve(folder), 'dist/cli/main.js');
const exits = new Set();
process.once('SIGINT', () => {
  killAll();
  process.exit(130);
});

try {
  if (before !== undefined) await measureStart();
  await measureThroughput('POST /astrolabe', ({ apiKey }) => requestsWith(basicAuthorization(apiKey)));
  await measureThroughput('POST /v1/batch', ({ writeKey }) => batchesWith(writeKey));
} finally {
  await stopAll();
}
process.exitCode = exits.has(1) ? 1 : exits.has(3) ? 3 : 0;

/** `never` and `twin` do the same, so what they differ by is what two processes differ by. */
async function measureThroughput(what, requestsOf) {
  const programs = { never: cli, twin: cli, open: cli, closed: cli };
  if (before !== undefined) programs.before = before;
  const running = {};
  for (const [name, program] of Object.entries(programs)) {
    running[name] = await startNode([program, 'emulate', '--port', '0', '--json']);
  }
  const reader = await openConsole(running.open.ready);
  await stop((await openConsole(running.closed.ready)).child);
  const contenders = Object.fromEntries(
    Object.entries(running).map(([name, { child, ready }]) => [
      name,
      contender(child, new URL(ready.baseUrl).port, requestsOf(ready)),
    ]),
  );
  const { rounds, totals } = await interleave(contenders, { connections: CONNECTIONS, rounds: ROUNDS });
  const read = await reader.calls();
  if (read < totals.open / 100) throw new Error(`the console read only ${read} calls`);
  await Promise.all([reader, ...Object.values(running)].map(({ child }) => stop(child)));

  console.log(`${what}: ${Math.round(median(rounds.map(({ never }) => rate(never))))} requests a second`);
  const compare = (name, base) => ({
    rates: rounds.map((round) => rate(round[name]) / rate(round[base])),
    thrifts: rounds.map((round) => thrift(round[name]) / thrift(round[base])),
  });
  const twin = interval(compare('twin', 'never').rates);
  report('two processes without a console', compare('twin', 'never'));
  report('one console open', compare('open', 'never'), 1 - BAR);
  // Two processes that do the same differ by this much, either way: a difference within it is not measurable.
  const bar = twin.high - twin.low > WIDEST ? Number.NaN : Math.min(twin.low, 1 / twin.high);
  report('after it was closed', compare('closed', 'never'), bar);
  if (before !== undefined) report('never opened, and before the console', compare('never', 'before'), bar);
}

function thrift({ answers, serverCpu }) {
  return answers / serverCpu;
}

function report(name, { rates, thrifts }, bar) {
  const said = bar === undefined ? '' : `: ${verdictOn(interval(rates), bar, WIDEST)}`;
  const asked = bar === undefined || Number.isNaN(bar) ? '' : `, at least ${bar.toFixed(3)}`;
  console.log(
    `  ${name}: ${shown(rates)} × the rate, ${shown(thrifts)} × the calls for its CPU time${said}${asked}`,
  );
}

/** Of a figure that should be at least the bar; NaN if the machine was too busy to find the bar. */
function verdictOn({ low, high }, bar, widest) {
  if (low >= bar) return 'met';
  if (Number.isNaN(bar) || high - low > widest) {
    exits.add(3);
    return 'the machine is too busy to say';
  }
  if (high >= bar) return 'within the noise';
  exits.add(1);
  return 'SHORT';
}

function shown(values, digits = 3) {
  const { low, high } = interval(values);
  return `${median(values).toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}

async function openConsole({ controlUrl }) {
  const file = join(benchmarks, 'support/console-reader.js');
  const options = { cwd: benchmarks, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] };
  const { child } = await startNode(['--import', 'tsx', file, controlUrl], options);
  return {
    child,
    async calls() {
      const answer = once(child, 'message');
      child.send('calls');
      const [{ calls }] = await answer;
      return calls;
    },
  };
}

async function measureStart() {
  const runs = [];
  // The first starts read files that are not in any cache yet.
  for (let run = -2; run < STARTS; run += 1) {
    const times = {};
    const order = Object.entries({ before, now: cli });
    for (const [name, program] of run % 2 === 0 ? order : order.reverse())
      times[name] = await timeToReady(program);
    if (run >= 0) runs.push(times);
  }
  const later = runs.map(({ before, now }) => now.ms - before.ms);
  const more = runs.map(({ before, now }) => now.cpuMs - before.cpuMs);
  const least = (name) => Math.min(...runs.map((times) => times[name].ms)).toFixed(1);
  const { low, high } = interval(later);
  const verdict = verdictOn({ low: -high, high: -low }, -BAR_MS, WIDEST_MS);
  console.log(
    `start to ready: ${shown(later, 1)} ms later than before the console, ${shown(more, 1)} ms more CPU time of the main thread: ${verdict}, at most ${BAR_MS} ms`,
  );
  console.log(`  the fastest of ${STARTS}: ${least('now')} ms, before the console ${least('before')} ms`);
}

/** From the start of the process until `/ready` is answered. */
async function timeToReady(program) {
  const begun = performance.now();
  const child = start(process.execPath, [program, 'emulate', '--port', '0', '--json']);
  const { controlUrl } = JSON.parse(await firstLine(child));
  const { status } = await fetch(`${controlUrl}/ready`);
  const ms = performance.now() - begun;
  const cpuMs = 1_000 * threadSeconds(child.pid);
  await stop(child);
  if (status !== 200) throw new Error(`/ready was answered ${status}`);
  return { ms, cpuMs };
}

function batchesWith(writeKey) {
  return Array.from({ length: 4 * CONNECTIONS }, (_, index) => batchAt(index, writeKey));
}
