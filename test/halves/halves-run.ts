/** `npm run halves [calls] [seed]`: odd calls through both halves of the emulator; exit code 1 if they disagree. */
import { take } from '../../generators/index.ts';
import { oddCalls } from '../odd-calls.ts';
import { compareHalves } from './halves.ts';

const [calls = 100_000, seed = 1] = process.argv.slice(2).map(Number);
if (![calls, seed].every(Number.isSafeInteger)) {
  process.stderr.write('npm run halves -- [calls, a whole number] [seed, a whole number]\n');
  process.exit(2);
}

const { counts, disagreements } = compareHalves(take(oddCalls(seed), calls));
const listed = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
process.stdout.write(`${calls} calls with seed ${seed}: ${listed.join(', ')}\n`);
for (const { what, call } of disagreements.slice(0, 5)) {
  process.stdout.write(`${what}\n    ${JSON.stringify(call).slice(0, 2_000)}\n`);
}
if (disagreements.length > 0) {
  process.stdout.write(`${disagreements.length} disagreements\n`);
  process.exitCode = 1;
}
