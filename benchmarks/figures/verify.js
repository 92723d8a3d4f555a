/** What a run of verify takes: time, CPU time compared with a base, memory, and the harness's own share of its time. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { judge, notMeasured } from '../judging/judge.js';
import { cli, runFolder, startEmulator, stop } from '../support/children.js';
import { cpuSeconds } from '../support/cpu.js';
import { medianOf, ratios, runProgram, takeTurns } from '../support/program.js';

const RUNS = 8;

/** @param options `base` is the folder of another checkout, which is built */
export async function measureVerify({ rounds = RUNS, base }) {
  const program = base === undefined ? undefined : join(resolve(base), 'dist/cli/main.js');
  const isBuilt = program !== undefined && existsSync(program);
  const pair = { whole: () => runVerify(cli), ...(isBuilt ? { base: () => runVerify(program) } : {}) };
  const turns = await takeTurns(pair, rounds);
  const alone = await takeTurns({ apart: runApart }, rounds);
  const of = (name, part) => medianOf(name === 'apart' ? alone : turns, name, part).toFixed(2);
  const relative = { name: 'CPU time of verify, relative to a base', unit: '×', bar: 0.45, goal: 0.35 };
  return [
    judge({
      name: 'full verify',
      values: turns.map(({ whole }) => whole.seconds),
      unit: 's',
      bar: 1.5,
      goal: 0.7,
      direction: 'at most',
      note: `CPU time ${of('whole', 'cpu')} s`,
    }),
    isBuilt
      ? judge({
          ...relative,
          values: ratios(turns, 'whole', 'base', 'cpu'),
          direction: 'at most',
          note: `${of('whole', 'cpu')} s, compared with ${of('base', 'cpu')} s; time ${of('whole')} s, compared with ${of('base')} s`,
        })
      : notMeasured({ ...relative, direction: 'at most' }, reason(program)),
    judge({
      name: 'memory of verify at its peak',
      values: turns.map(({ whole }) => whole.peak),
      unit: 'MiB',
      bar: 150,
      goal: 120,
      direction: 'at most',
    }),
    judge({
      name: "verify, the harness's own share",
      values: alone.map(({ apart }) => (100 * (apart.seconds - apart.idle)) / apart.seconds),
      unit: '%',
      note: [
        `of ${of('apart')} s against an emulator in its own process; it waited for the other ${of('apart', 'idle')} s`,
        `CPU time: verify ${of('apart', 'cpu')} s, its target ${of('apart', 'targetCpu')} s`,
      ].join('; '),
    }),
  ];
}

function reason(program) {
  return program === undefined
    ? 'needs --base FOLDER, another checkout that is built'
    : `${program} does not exist: run npm ci && npm run build there`;
}

/** The target is in its own process, so that its work is not counted as the harness's. */
async function runApart() {
  const { child, pid, ready } = await startEmulator();
  const { baseUrl, recordsUrl, apiKey, blockingApiKey, restrictedApiKey } = ready;
  const before = cpuSeconds(pid);
  const measured = await runVerify(cli, ['--base-url', baseUrl, '--records-url', recordsUrl], {
    ASTROLABE_API_KEY: apiKey,
    ASTROLABE_BLOCKING_API_KEY: blockingApiKey,
    ASTROLABE_RESTRICTED_API_KEY: restrictedApiKey,
  });
  const targetCpu = cpuSeconds(pid) - before;
  await stop(child);
  return { ...measured, targetCpu };
}

function runVerify(program, words = [], keys = {}) {
  return runProgram([program, 'verify', '--report-dir', join(runFolder(), 'reports'), ...words], keys);
}
