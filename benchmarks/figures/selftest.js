/** How long selftest takes, with as many workers as it starts by itself. */
import { judge } from '../judging/judge.js';
import { cli } from '../support/children.js';
import { medianOf, runProgram, takeTurns } from '../support/program.js';
import { CERTAIN } from '../support/statistics.js';

export async function measureSelftest({ rounds = CERTAIN }) {
  const turns = await takeTurns({ selftest: () => runProgram([cli, 'selftest']) }, rounds, 0);
  return [
    judge({
      name: 'selftest',
      values: turns.map(({ selftest }) => selftest.seconds),
      unit: 's',
      bar: 35,
      goal: 25,
      direction: 'at most',
      note: `CPU time ${medianOf(turns, 'selftest', 'cpu').toFixed(1)} s, its workers included`,
    }),
  ];
}
