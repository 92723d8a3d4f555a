/** How long the emulator takes to be ready, and two commands to end, compared with the smallest Node programs. */
import { join } from 'node:path';
import { judge } from '../judging/judge.js';
import { benchmarks, cli, firstLine, start, stop } from '../support/children.js';
import { threadsSeconds } from '../support/cpu.js';
import { medianOf, ratios, runProgram, takeTurns } from '../support/program.js';
import { median } from '../support/statistics.js';

const PAIRS = 20;
const OWN_BAR = 'the bar is our own';

/** Each is compared with one other, and takes turns with it alone. */
const FIGURES = [
  {
    name: 'start of emulate, relative to a bare server',
    pair: {
      ours: () => startOf([cli, 'emulate', '--port', '0', '--json']),
      other: () => startOf([join(benchmarks, 'servers/bare-start.js')]),
    },
    bar: 1.6,
    goal: 1.45,
  },
  {
    name: '--help, relative to node -e 0',
    pair: { ours: () => runProgram([cli, '--help']), other: nothing },
    bar: 1.5,
    goal: 1.35,
    remark: OWN_BAR,
  },
  {
    name: 'list, relative to node -e 0',
    pair: { ours: () => runProgram([cli, 'list']), other: nothing },
    bar: 4,
    remark: OWN_BAR,
  },
];

export async function measureStart({ rounds = PAIRS }) {
  const figures = [];
  for (const { pair, remark, ...figure } of FIGURES) {
    const turns = await takeTurns(pair, rounds);
    const ms = (name, part) => `${Math.round(1000 * medianOf(turns, name, part))} ms`;
    const note = [
      `${ms('ours')}, compared with ${ms('other')}`,
      `CPU time ${ms('ours', 'cpu')}, compared with ${ms('other', 'cpu')}: ${median(ratios(turns, 'ours', 'other', 'cpu')).toFixed(2)} ×`,
      ...(remark === undefined ? [] : [remark]),
    ].join('; ');
    const values = ratios(turns, 'ours', 'other');
    figures.push(judge({ ...figure, values, unit: '×', direction: 'at most', note }));
  }
  return figures;
}

function nothing() {
  return runProgram(['-e', '0']);
}

async function startOf(args) {
  const begun = performance.now();
  const child = start(process.execPath, args);
  await firstLine(child);
  const seconds = (performance.now() - begun) / 1000;
  const cpu = threadsSeconds(child.pid);
  await stop(child);
  return { seconds, cpu };
}
