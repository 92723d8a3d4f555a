/** How long the emulator takes to be ready, and two commands to end, compared with the smallest Node programs. */
import { once } from 'node:events';
import { join } from 'node:path';
import { benchmarks, cli, firstLine, start, stop } from '../support/children.js';
import { judge } from '../support/judge.js';
import { median, summarise } from '../support/statistics.js';

const RUNS = 15;
const READY = {
  emulate: [cli, 'emulate', '--port', '0', '--json'],
  bare: [join(benchmarks, 'servers/bare-start.js')],
};
const ENDED = { help: [cli, '--help'], list: [cli, 'list'], nothing: ['-e', '0'] };

export async function measureStart() {
  const runs = [];
  // The first run of each reads files that are not in any cache yet.
  for (let run = -1; run < RUNS; run += 1) {
    const times = {};
    for (const [name, args] of Object.entries(READY)) times[name] = await timeToLine(args);
    for (const [name, args] of Object.entries(ENDED)) times[name] = await timeToEnd(args);
    if (run >= 0) runs.push(times);
  }
  const figure = (name, contender, beside, bar, remark = '') =>
    judge({
      name,
      ...summarise(runs.map((times) => times[contender] / times[beside])),
      unit: '×',
      bar,
      direction: 'at most',
      note: `${ms(runs, contender)}, compared with ${ms(runs, beside)}${remark}`,
    });
  return [
    figure('start of emulate, relative to a bare server', 'emulate', 'bare', 2.2),
    figure('--help, relative to node -e 0', 'help', 'nothing', 3, '; the bar is our own'),
    figure('list, relative to node -e 0', 'list', 'nothing', 4, '; the bar is our own'),
  ];
}

async function timeToLine(args) {
  const begun = performance.now();
  const child = start(process.execPath, args);
  await firstLine(child);
  const took = performance.now() - begun;
  await stop(child);
  return took;
}

async function timeToEnd(args) {
  const begun = performance.now();
  const child = start(process.execPath, args);
  child.stdout.resume();
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with ${code}`);
  return performance.now() - begun;
}

function ms(runs, name) {
  return `${Math.round(median(runs.map((times) => times[name])))} ms`;
}
