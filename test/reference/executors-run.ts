/**
 * `npm run executors [-- NAME…]`: grades every defect, every lawful variant and every choice on this package's executor and
 * on cucumber, in several processes. Fails if an example ends differently in each of eight tries, unless the destination
 * acts at random there: then the verdicts must be the same.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { text } from 'node:stream/consumers';
import { readCatalogue } from '../../harness/cucumber/catalogue.ts';
import { embeddedTables } from '../../harness/embedded.ts';
import { shardOf, subjectsOf } from '../../harness/selftest/index.ts';
import { type ComparedSubject, compareSubject } from './compare-subject.ts';

/** What they do to the calls of one example depends on those of others, so their examples run one after another. */
const ORDER_DEPENDENT: ReadonlySet<string> = new Set([
  'rate-limit',
  'previous-key-named',
  'new-property-at-once-lost',
]);

/** Says which share of the subjects a process has: `2/4`. */
const SHARD = 'EXECUTORS_SHARD';

interface Compared extends ComparedSubject {
  readonly name: string;
}

const names = process.argv.slice(2);
const subjects = subjectsOf(embeddedTables()).filter(
  ({ name }) => names.length === 0 || names.includes(name),
);
const [, index, count] = /^(\d+)\/(\d+)$/.exec(process.env[SHARD] ?? '') ?? [];

if (index === undefined) {
  // More processes than processors, because many examples wait.
  const parts = 3 * availableParallelism();
  const rows = (await Promise.all(Array.from({ length: parts }, (_, part) => inProcess(part, parts)))).flat();
  const different = rows.filter(({ differences }) => differences.length > 0);
  for (const { name, differences } of different)
    process.stdout.write(`${name}:\n${differences.join('\n')}\n`);
  for (const { name, unsteady } of rows.filter((row) => row.unsteady.length > 0))
    process.stdout.write(
      `${name}, which acts at random: only the verdict is the same of ${unsteady.join(', ')}\n`,
    );
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  process.stdout.write(
    `${rows.length} destinations, ${sum(rows.map(({ examples }) => examples))} examples, of which ${sum(rows.map(({ failed }) => failed))} failed: ${different.length} destinations differ between the executors\n`,
  );
  if (different.length > 0 || rows.length !== subjects.length || rows.length === 0) process.exitCode = 1;
} else {
  const catalogue = readCatalogue();
  const rows: Compared[] = [];
  for (const subject of shardOf(subjects, Number(index), Number(count))) {
    const concurrency = ORDER_DEPENDENT.has(subject.name) ? 1 : undefined;
    rows.push({ name: subject.name, ...(await compareSubject(subject, catalogue, concurrency)) });
  }
  process.stdout.write(JSON.stringify(rows));
}

async function inProcess(part: number, parts: number): Promise<Compared[]> {
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    env: { ...process.env, [SHARD]: `${part}/${parts}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(await text(child.stdout)) as Compared[];
}
