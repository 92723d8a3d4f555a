/** `npm run fuzz [requests] [seed]`: the full fuzz run; exit code 1 if it finds a fault. */
import { fuzz } from './fuzz.ts';

const [requests = 100_000, seed = 1] = process.argv.slice(2).map(Number);
if (![requests, seed].every(Number.isSafeInteger)) {
  process.stderr.write('npm run fuzz -- [requests, a whole number] [seed, a whole number]\n');
  process.exit(2);
}

const begun = performance.now();
const { answers, heap, most, held, fault } = await fuzz({ requests, seed });
const counts = Object.entries(answers)
  .toSorted()
  .map(([name, count]) => `${count} ${name}`);
const megabytes = heap.map((bytes) => (bytes / 1024 / 1024).toFixed(1)).join(' → ');
const inMB = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
const seconds = ((performance.now() - begun) / 1_000).toFixed(0);
process.stdout.write(
  `${requests} requests with seed ${seed} in ${seconds} s: ${counts.join(', ')}; heap ${megabytes} MB\n`,
);
process.stdout.write(
  `the costliest request: ${most.cpuMs.toFixed(0)} ms of processor time, ${inMB(most.allocated)} allocated, ${inMB(most.kept)} kept; most held before a reset: ${inMB(held)}\n`,
);
if (fault !== undefined) {
  process.stdout.write(`request ${fault.index} of seed ${seed}: ${fault.what}\n`);
  process.stdout.write(
    `${fault.repeats ? 'fails alone' : 'fails only after the requests before it'}; as Base64:\n`,
  );
  process.stdout.write(`${fault.request.toString('base64')}\n`);
  process.exitCode = 1;
}
