/**
 * Where the CPU time goes of what the figures measure: `node benchmarks/profile.js [start] [verify] [destination] [ingress]`, after
 * `npm run build`. Shares vary by a few per cent from run to run. Nothing is judged, and nothing is written.
 */
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { basicAuthorization, batchAt } from './support/calls.js';
import { cli, firstLine, root, runFolder, start, stopAll } from './support/children.js';
import { CONNECTIONS, contender, requestsWith } from './support/destination-load.js';
import { interleave } from './support/interleave.js';
import { whereTimeGoes } from './support/profile.js';

const DIST = pathToFileURL(join(root, 'dist')).href;
const BATCHES = 128;
const ROUNDS = 8;
/** The first functions; each of the others takes less. */
const SHOWN = 14;
const LEAST = 0.005;

const PROGRAMS = {
  start: () => emulating(async () => {}),
  verify: () => profiled(['verify', '--report-dir', join(runFolder(), 'reports')], ended),
  destination: () =>
    emulating(({ baseUrl, apiKey }, child) =>
      under(contender(child, new URL(baseUrl).port, requestsWith(basicAuthorization(apiKey)))),
    ),
  ingress: () =>
    emulating(({ ingressUrl, writeKey }, child) =>
      under(
        contender(
          child,
          new URL(ingressUrl).port,
          Array.from({ length: BATCHES }, (_, index) => batchAt(index, writeKey)),
        ),
      ),
    ),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in PROGRAMS));
if (unknown.length > 0) {
  console.error(`unknown profile ${unknown.join(', ')}: write one of ${Object.keys(PROGRAMS).join(', ')}`);
  process.exit(2);
}
try {
  for (const name of asked.length === 0 ? Object.keys(PROGRAMS) : asked)
    describe(name, await PROGRAMS[name]());
} finally {
  await stopAll();
}

function describe(name, { ms, groups, own }) {
  const lines = (list) =>
    list
      .filter(([, share]) => share >= LEAST)
      .slice(0, SHOWN)
      .map(([what, share]) => `${(100 * share).toFixed(1).padStart(6)} % ${what}`)
      .join('\n');
  console.log(
    `${name}: ${Math.round(ms)} ms\n${lines(groups)}\nof which functions of this package, with what they call:`,
  );
  console.log(`${lines(own)}\n`);
}

function emulating(use) {
  return profiled(['emulate', '--port', '0', '--json'], async (child) => {
    await use(JSON.parse(await firstLine(child)), child);
    child.kill('SIGTERM');
    await ended(child);
  });
}

async function under(emulator) {
  await interleave({ emulator }, { connections: CONNECTIONS, rounds: ROUNDS, slices: 1 });
}

async function ended(child) {
  child.stdout.resume();
  if (child.exitCode === null) await once(child, 'exit');
}

/** Runs a command of the package, and reads the profile that it leaves at its end. */
async function profiled(words, use) {
  const folder = join(runFolder(), `profile-${words[0]}-${performance.now()}`);
  mkdirSync(folder);
  await use(
    start(process.execPath, [
      '--cpu-prof',
      '--cpu-prof-interval',
      '250',
      `--cpu-prof-dir=${folder}`,
      cli,
      ...words,
    ]),
  );
  const [file] = readdirSync(folder);
  return whereTimeGoes(JSON.parse(readFileSync(join(folder, file), 'utf8')), (url) => url.startsWith(DIST));
}
