/** How long a run of verify takes, and how much of it is the harness's own work, not waiting. */
import { once } from 'node:events';
import { join } from 'node:path';
import { benchmarks, cli, runFolder, start, startEmulator, stop } from '../support/children.js';
import { cpuSeconds } from '../support/cpu.js';
import { judge } from '../support/judge.js';
import { median, summarise } from '../support/statistics.js';

const RUNS = 5;

export async function measureVerify() {
  const whole = [];
  const apart = [];
  for (let run = -1; run < RUNS; run += 1) {
    const embedded = await runVerify([], []);
    const remote = await runApart();
    if (run < 0) continue;
    whole.push(embedded.seconds);
    apart.push(remote);
  }
  const of = (part) => median(apart.map((run) => run[part])).toFixed(2);
  return [
    judge({ name: 'full verify', ...summarise(whole), unit: 's', bar: 3, direction: 'at most' }),
    judge({
      name: "verify, the harness's own share",
      ...summarise(apart.map(({ seconds, idle }) => (100 * (seconds - idle)) / seconds)),
      unit: '%',
      note: [
        `of ${of('seconds')} s against an emulator in its own process; it waited for the other ${of('idle')} s`,
        `CPU time: verify ${of('cpu')} s, its target ${of('targetCpu')} s`,
      ].join('; '),
    }),
  ];
}

/** The target is in its own process, so that its work is not counted as the harness's. */
async function runApart() {
  const { child, pid, ready } = await startEmulator();
  const { baseUrl, recordsUrl, apiKey, blockingApiKey, restrictedApiKey } = ready;
  const before = cpuSeconds(pid);
  const usage = ['--import', join(benchmarks, 'support/report-usage.js')];
  const measured = await runVerify(usage, ['--base-url', baseUrl, '--records-url', recordsUrl], {
    ASTROLABE_API_KEY: apiKey,
    ASTROLABE_BLOCKING_API_KEY: blockingApiKey,
    ASTROLABE_RESTRICTED_API_KEY: restrictedApiKey,
  });
  const targetCpu = cpuSeconds(pid) - before;
  await stop(child);
  return { ...measured, targetCpu };
}

async function runVerify(nodeArgs, verifyArgs, keys = {}) {
  const begun = performance.now();
  const child = start(
    process.execPath,
    [...nodeArgs, cli, 'verify', '--report-dir', join(runFolder(), 'reports'), ...verifyArgs],
    { env: { ...environment(), ...keys }, stdio: ['ignore', 'ignore', 'inherit', 'pipe'] },
  );
  let usage = '';
  child.stdio[3].setEncoding('utf8').on('data', (text) => {
    usage += text;
  });
  const [code] = await once(child, 'exit');
  const seconds = (performance.now() - begun) / 1000;
  if (code !== 0) throw new Error(`verify ended with ${code}`);
  if (!child.stdio[3].readableEnded && nodeArgs.length > 0) await once(child.stdio[3], 'end');
  return { seconds, ...(usage === '' ? {} : JSON.parse(usage)) };
}

/** The variables of this shell may name another target, which must not be measured. */
function environment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ASTROLABE_')));
}
