/**
 * Compares the hot paths of this build with those of another one, in one run in which they take turns, and with those
 * of this build while a thousand worlds exist: `node benchmarks/against.js FOLDER`, where FOLDER is another checkout
 * with its own `npm ci && npm run build`. Reports ratios, of rates and of calls for the same CPU time; asserts nothing.
 */
import { join } from 'node:path';
import { basicAuthorization, batchAt } from './support/calls.js';
import { cli, killAll, startNode, stopAll } from './support/children.js';
import { CONNECTIONS, contender, requestsWith } from './support/destination-load.js';
import { interleave, rate } from './support/interleave.js';
import { summarise } from './support/statistics.js';

const WORLDS = 1_000;

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('write: node benchmarks/against.js FOLDER, where FOLDER is another checkout that is built');
  process.exit(2);
}
process.once('SIGINT', () => {
  killAll();
  process.exit(130);
});

try {
  const programs = { before: join(folder, 'dist/cli/main.js'), now: cli, worlds: cli };
  const running = {};
  for (const [name, program] of Object.entries(programs)) {
    running[name] = await startNode([program, 'emulate', '--port', '0', '--json']);
  }
  await openWorlds(running.worlds.ready.controlUrl);
  await compare('POST /astrolabe', running, ({ apiKey }) => requestsWith(basicAuthorization(apiKey)));
  await compare('POST /v1/batch', running, ({ writeKey }) => batchesWith(writeKey));
} finally {
  await stopAll();
}

async function compare(what, running, requestsOf) {
  const contenders = Object.fromEntries(
    Object.entries(running).map(([name, { child, ready }]) => [
      name,
      contender(child, new URL(ready.baseUrl).port, requestsOf(ready)),
    ]),
  );
  const { rounds } = await interleave(contenders, { connections: CONNECTIONS });
  const thrift = ({ answers, serverCpu }) => answers / serverCpu;
  for (const [name, label] of [
    ['now', 'this build'],
    ['worlds', `this build with ${WORLDS} worlds`],
  ]) {
    const rates = summarise(rounds.map((round) => rate(round[name]) / rate(round.before)));
    const thrifts = summarise(rounds.map((round) => thrift(round[name]) / thrift(round.before)));
    console.log(
      `${what}: ${label} ${shown(rates)} the rate of the other, ${shown(thrifts)} its calls for the same CPU time`,
    );
  }
}

function shown({ value, noise }) {
  return `${value.toFixed(3)} × (± ${noise.toFixed(3)})`;
}

async function openWorlds(controlUrl) {
  for (let left = WORLDS; left > 0; left -= 1) {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${controlUrl}/worlds`, { method: 'POST', headers });
    if (answer.status !== 201) throw new Error(`a world was answered ${answer.status}`);
    await answer.body?.cancel();
  }
}

function batchesWith(writeKey) {
  return Array.from({ length: 4 * CONNECTIONS }, (_, index) => batchAt(index, writeKey));
}
