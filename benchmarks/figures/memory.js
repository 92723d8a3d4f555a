/** Memory of a million Users, compared with the same in a plain Map; how it grows; and that limits hold. */
import { join } from 'node:path';
import { judge } from '../judging/judge.js';
import { benchmarks, startNode } from '../support/children.js';
import { CERTAIN, median } from '../support/statistics.js';

/** No more than an interval needs, because memory is measured after a garbage collection and hardly varies. */
const RUNS = CERTAIN;
const MB = 1024 * 1024;
const SIZES = [100_000, 300_000, 1_000_000];
const [, , MOST] = SIZES;
/** What may vary by itself: compiled code, tables that grow by doubling. */
const BOUNDED_MB = 8;

export async function measureMemory({ rounds = RUNS }) {
  const runs = [];
  for (let run = 0; run < rounds; run += 1) {
    runs.push({ map: await hold('map'), emulator: await hold('emulator'), bounded: await hold('bounded') });
  }
  const perUser = (kind, size) => Math.round(median(runs.map((run) => run[kind].held[size] / size)));
  const bytes = SIZES.map((size) => perUser('emulator', size));
  const last = runs.at(-1);
  const grown = (kind) => runs.map((run) => run[kind].grown / MB);
  return [
    judge({
      name: 'memory of a million Users, relative to a plain Map',
      values: runs.map(({ map, emulator }) => emulator.held[MOST] / map.held[MOST]),
      unit: '×',
      bar: 1.3,
      direction: 'at most',
      note: `${bytes.at(-1)} bytes per User, the Map ${perUser('map', MOST)}; ten properties each`,
    }),
    judge({
      name: 'memory per User, largest relative to smallest of 100,000, 300,000 and 1,000,000',
      values: runs.map(({ emulator }) => spread(emulator.held)),
      unit: '×',
      bar: 1.15,
      direction: 'at most',
      note: `${bytes.join(', ')} bytes`,
    }),
    judge({
      name: 'growth by 200,000 more calls for the same Users',
      values: grown('emulator'),
      unit: 'MB',
      bar: BOUNDED_MB,
      direction: 'at most',
      note: `journal: ${described(last.emulator.state.journal)}`,
    }),
    judge({
      name: 'growth by 200,000 more calls through the ingress',
      values: grown('bounded'),
      unit: 'MB',
      bar: BOUNDED_MB,
      direction: 'at most',
      note: [
        `traces: ${described(last.bounded.state.traces)}`,
        `journal: ${described(last.bounded.state.journal)}`,
        `full at ${Math.round(last.bounded.full / MB)} MB`,
      ].join('; '),
    }),
  ];
}

function spread(held) {
  const each = SIZES.map((size) => held[size] / size);
  return Math.max(...each) / Math.min(...each);
}

function described({ size, dropped }) {
  return `${size} kept, ${dropped} dropped`;
}

/** Each in its own process, which prints a line of JSON at its end. */
async function hold(kind) {
  const file = join(benchmarks, 'support/hold-users.js');
  return (await startNode(['--expose-gc', file, kind, ...SIZES.map(String)])).ready;
}
