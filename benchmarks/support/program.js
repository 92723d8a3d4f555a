/** Runs programs to their end, and says what they took. */
import { once } from 'node:events';
import { join } from 'node:path';
import { benchmarks, start } from './children.js';
import { median } from './statistics.js';

const USAGE = join(benchmarks, 'support/report-usage.cjs');

/**
 * @param args of node
 * @returns `seconds` by the clock, and the program's own `cpu` and `idle` seconds and its memory at its `peak` in MiB
 * @throws if it does not end with 0
 */
export async function runProgram(args, variables = {}) {
  const begun = performance.now();
  const child = start(process.execPath, ['--require', USAGE, ...args], {
    env: { ...environment(), ...variables, BENCH_PARENT: String(process.pid) },
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const usage = child.stdio[3].setEncoding('utf8').toArray();
  const [code] = await once(child, 'exit');
  const seconds = (performance.now() - begun) / 1000;
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with ${code}`);
  return { seconds, ...JSON.parse((await usage).join('')) };
}

/**
 * Lets contenders take turns: A B, B A, and so on.
 *
 * @param contenders by name, what runs them once
 * @param warmUps turns that are not counted: the first reads files that are not in any cache yet
 * @returns for each turn, by name, what they returned
 */
export async function takeTurns(contenders, rounds, warmUps = 1) {
  const turns = [];
  for (let number = -warmUps; number < rounds; number += 1) {
    const turn = {};
    const order = Object.entries(contenders);
    for (const [name, run] of number % 2 === 0 ? order : order.reverse()) turn[name] = await run();
    if (number >= 0) turns.push(turn);
  }
  return turns;
}

/** The ratio of two contenders within each pair. */
export function ratios(turns, name, other, part = 'seconds') {
  return turns.map((turn) => turn[name][part] / turn[other][part]);
}

export function medianOf(turns, name, part = 'seconds') {
  return median(turns.map((turn) => turn[name][part]));
}

/** The variables of this shell may name another target, which must not be measured. */
function environment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ASTROLABE_')));
}
