/** `npm run flaky [runs] [seed]`: fails if a flaky network makes the suite blame a clause other than AST-HTTP-014. */
import { playFlaky } from './flaky.ts';

const [runs = '200', first = '1'] = process.argv.slice(2);
const started = Date.now();
const verdicts = new Map<string, number>();
let unsteady = 0;
let accused = 0;

for (let seed = Number(first); seed < Number(first) + Number(runs); seed += 1) {
  const run = await playFlaky(seed);
  const { verdict } = run.record;
  verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
  unsteady += run.record.run.network?.unsteady ?? 0;
  if (run.accused.length === 0) continue;
  accused += 1;
  process.stderr.write(
    `  seed ${seed}: ${run.share * 100} % of the requests failed, blamed ${run.accused.join(', ')}\n`,
  );
}

const ended = [...verdicts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
const seconds = Math.round((Date.now() - started) / 1000);
process.stdout.write(
  `${runs} runs from seed ${first} in ${seconds} s: ${ended}; ${unsteady} unsteady requests; ${accused} runs blamed a clause\n`,
);
process.exitCode = accused === 0 ? 0 : 1;
