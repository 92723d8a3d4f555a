/** `npm run agreement [calls] [seed]`: compares many generated calls; exit code 1 at the first disagreement. */
import { take } from '../../generators/index.ts';
import { oddCalls } from '../odd-calls.ts';
import { createAgreement } from './agreement.ts';

const [calls = 100_000, seed = 1] = process.argv.slice(2).map(Number);
if (![calls, seed].every(Number.isSafeInteger)) {
  process.stderr.write('npm run agreement -- [calls, a whole number] [seed, a whole number]\n');
  process.exit(2);
}

const begun = performance.now();
const agreement = createAgreement();
let index = 0;
for (const call of take(oddCalls(seed), calls)) {
  const problem = agreement.compare(call);
  if (problem !== undefined) {
    process.stdout.write(`call ${index} of seed ${seed}: ${problem}\n`);
    process.exitCode = 1;
    break;
  }
  index += 1;
}
const counts = Object.entries(agreement.counts()).toSorted(([, one], [, other]) => other - one);
const seconds = ((performance.now() - begun) / 1_000).toFixed(0);
process.stdout.write(`${index} calls with seed ${seed} in ${seconds} s\n`);
for (const [outcome, count] of counts) process.stdout.write(`  ${count} ${outcome}\n`);
