/** `npm run hostile [words in the names]`: meets every hostile way; exit code 1 if one achieves anything. */
import { availableParallelism } from 'node:os';
import { inLanes } from '../../harness/in-lanes.ts';
import type { Outcome } from './graded.ts';
import { WAYS } from './ways.ts';

/** What docs/contract.md section 4 promises. The machines of CI are busy, and collect garbage later. */
const MEMORY_MB = process.env.CI === undefined ? 300 : 450;

const words = process.argv.slice(2);
const due = [...WAYS].filter(([name]) => words.every((word) => name.includes(word)));
const outcomes = new Map<string, Outcome>();
const begun = performance.now();
await inLanes(due, Math.min(2, availableParallelism()), async ([name, meet]) => {
  const outcome = await meet(MEMORY_MB);
  outcomes.set(name, outcome);
  if (outcome.faults.length === 0) return;
  process.exitCode = 1;
  process.stdout.write(`FAULT ${name} (exit ${outcome.exitCode})\n`);
  for (const fault of outcome.faults.slice(0, 12)) process.stdout.write(`  ${fault.slice(0, 300)}\n`);
});

const worst = (of: (outcome: Outcome) => number) =>
  [...outcomes].toSorted(([, one], [, other]) => of(other) - of(one))[0] ?? ['none', undefined];
const [slowest, slow] = worst(({ seconds }) => seconds);
const [largest, large] = worst(({ peakMB }) => peakMB);
const [longest, long] = worst(({ bytes }) => bytes);
const clean = [...outcomes.values()].filter(({ faults }) => faults.length === 0).length;
process.stdout.write(
  [
    `${clean} of ${due.length} hostile ways achieved nothing, in ${((performance.now() - begun) / 1000).toFixed(0)} s`,
    `most memory: ${large?.peakMB.toFixed(0)} MB (${largest})`,
    `most time: ${slow?.seconds.toFixed(1)} s (${slowest})`,
    `largest reports: ${((long?.bytes ?? 0) / 1024 / 1024).toFixed(1)} MB (${longest})`,
    '',
  ].join('\n'),
);
