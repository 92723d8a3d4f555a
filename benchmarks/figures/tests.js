/** How long the tests of the repository take; only measured if it is asked for, because it takes many minutes. */
import { once } from 'node:events';
import { judge } from '../judging/judge.js';
import { root, start } from '../support/children.js';
import { ownSeconds } from '../support/cpu.js';
import { medianOf, takeTurns } from '../support/program.js';
import { CERTAIN } from '../support/statistics.js';

export async function measureTests({ rounds = CERTAIN }) {
  const turns = await takeTurns({ tests: runTests }, rounds, 0);
  return [
    judge({
      name: 'npm test',
      values: turns.map(({ tests }) => tests.seconds),
      unit: 's',
      bar: 120,
      goal: 60,
      direction: 'at most',
      note: `CPU time ${medianOf(turns, 'tests', 'cpu').toFixed(0)} s`,
    }),
  ];
}

async function runTests() {
  const cpu = ownSeconds();
  const begun = performance.now();
  const child = start('npm', ['test'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`npm test ended with ${code}`);
  return { seconds: (performance.now() - begun) / 1000, cpu: ownSeconds() - cpu };
}
