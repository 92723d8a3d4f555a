/**
 * Compares the project with its peers and with bare programs, and each figure with its bar:
 * `npm run bench [-- FIGURE…] [--base FOLDER] [--rounds N]`.
 *
 * Contenders take turns in pairs; a value is the median of the ratios within the pairs, with the interval that contains
 * the true median with a certainty of 95 %. A figure is met or short only if this whole interval is on one side of its
 * bar. Exits with 4 if other programs used the machine; with 1 if a figure is short; with 3 if a figure is undecided or
 * could not be measured, because neither counts as passed; else with 0. A run of all figures with all rounds on a quiet
 * machine writes results.md.
 */
import { parseArgs } from 'node:util';
import { measureDestination } from './figures/destination.js';
import { measureIngress } from './figures/ingress.js';
import { measureInstall } from './figures/install.js';
import { measureMemory } from './figures/memory.js';
import { measurePeers } from './figures/peers.js';
import { measureSelftest } from './figures/selftest.js';
import { measureStart } from './figures/start.js';
import { measureTests } from './figures/tests.js';
import { measureVerify } from './figures/verify.js';
import { readMachine } from './judging/machine.js';
import { describe } from './judging/page.js';
import { runFigures } from './judging/run-figures.js';
import { killAll, stopAll } from './support/children.js';
import { writeResults } from './support/results.js';

/** In the order of measuring. A new figure is a file in figures/ and a line here. */
const FIGURES = {
  start: measureStart,
  verify: measureVerify,
  selftest: measureSelftest,
  destination: measureDestination,
  peers: measurePeers,
  ingress: measureIngress,
  memory: measureMemory,
  install: measureInstall,
};

/** Only measured if they are named. */
const ON_REQUEST = { tests: measureTests };

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    killAll();
    process.exit(130);
  });
}

process.exitCode = await run(process.argv.slice(2));

async function run(words) {
  const { asked, options, problem } = read(words);
  if (problem !== undefined) {
    console.error(problem);
    return 2;
  }
  const names = asked.length === 0 ? Object.keys(FIGURES) : asked;
  const isWhole = options.rounds === undefined && Object.keys(FIGURES).every((name) => names.includes(name));
  const measures = Object.entries({ ...FIGURES, ...ON_REQUEST }).filter(([name]) => names.includes(name));
  try {
    return await runFigures(
      Object.fromEntries(measures.map(([name, measure]) => [name, () => measure(options)])),
      { read: readMachine, print: console.log, describe, ...(isWhole ? { write: writeResults } : {}) },
    );
  } finally {
    await stopAll();
  }
}

/** The figures and settings that are asked for, or what is wrong with them. */
function read(words) {
  const known = Object.keys({ ...FIGURES, ...ON_REQUEST });
  try {
    const { positionals, values } = parseArgs({
      args: words,
      allowPositionals: true,
      options: { base: { type: 'string' }, rounds: { type: 'string' } },
    });
    const unknown = positionals.filter((name) => !known.includes(name));
    if (unknown.length > 0) {
      return { problem: `unknown figure ${unknown.join(', ')}: write one of ${known.join(', ')}` };
    }
    const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
    if (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0)) {
      return { problem: `--rounds must be a whole number of at least 1, not "${values.rounds}"` };
    }
    return { asked: positionals, options: { base: values.base, rounds } };
  } catch (error) {
    return { problem: error.message };
  }
}
