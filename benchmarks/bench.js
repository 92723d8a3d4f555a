/**
 * Compares the project with its peers and with bare programs, and each figure with its bar: `npm run bench [-- FIGURE…]`.
 *
 * Contenders take turns in rounds; a value is the median of the rounds, its noise half the range of their middle half.
 * A figure is short if it misses its bar by more than that noise. Exits with 1 if a figure is short; with 3 if a figure
 * could not be measured or even a bare server misses its bar, because neither counts as passed; else with 0. A run of
 * all figures writes results.md.
 */
import { measureDestination } from './figures/destination.js';
import { measureIngress } from './figures/ingress.js';
import { measureMemory } from './figures/memory.js';
import { measurePeers } from './figures/peers.js';
import { measureStart } from './figures/start.js';
import { measureVerify } from './figures/verify.js';
import { killAll, stopAll } from './support/children.js';
import { exitCode, NOT_MEASURED, notMeasured, OUT_OF_REACH, SHORT } from './support/judge.js';
import { describe, writeResults } from './support/results.js';

/** In the order of measuring. A new figure is a file in figures/ and a line here. */
const FIGURES = {
  start: measureStart,
  verify: measureVerify,
  destination: measureDestination,
  peers: measurePeers,
  ingress: measureIngress,
  memory: measureMemory,
};

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    killAll();
    process.exit(130);
  });
}

process.exitCode = await run(process.argv.slice(2));

async function run(asked) {
  const unknown = asked.filter((name) => !Object.hasOwn(FIGURES, name));
  if (unknown.length > 0) {
    console.error(`unknown figure ${unknown.join(', ')}: write one of ${Object.keys(FIGURES).join(', ')}`);
    return 2;
  }
  const names = Object.keys(FIGURES).filter((name) => asked.length === 0 || asked.includes(name));
  const figures = [];
  try {
    for (const name of names) {
      console.log(`measuring ${name}`);
      for (const figure of await measure(name)) {
        console.log(describe(figure));
        figures.push(figure);
      }
    }
  } finally {
    await stopAll();
  }
  if (names.length === Object.keys(FIGURES).length) writeResults(figures);
  return summarise(figures);
}

/** A figure that cannot be measured does not stop the others. */
async function measure(name) {
  try {
    return await FIGURES[name]();
  } catch (error) {
    console.error(error);
    return [notMeasured({ name }, error.message)];
  }
}

function summarise(figures) {
  const named = (verdict) => figures.filter((figure) => figure.verdict === verdict).map(({ name }) => name);
  for (const verdict of [SHORT, OUT_OF_REACH, NOT_MEASURED]) {
    const names = named(verdict);
    if (names.length > 0) console.log(`${verdict}: ${names.join('; ')}`);
  }
  return exitCode(figures);
}
