/** Programs that are run to their end, and turns. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { stopAll } from './children.js';
import { ratios, runProgram, takeTurns } from './program.js';

const BUSY = 'while (process.cpuUsage().user < 200_000);';

after(stopAll);

test('a program is measured by its clock, its CPU time and its memory', async () => {
  const { seconds, cpu, peak } = await runProgram(['-e', BUSY]);
  assert.ok(cpu >= 0.2 && cpu < 2, `${cpu} s of CPU time`);
  assert.ok(seconds >= 0.2);
  assert.ok(peak > 10 && peak < 1_000, `${peak} MiB`);
});

test('the CPU time of its children is its own, and they report nothing themselves', async () => {
  const script = `require('node:child_process').execFileSync(process.execPath, [...process.execArgv.slice(0, 2), '-e', ${JSON.stringify(BUSY)}])`;
  const { cpu } = await runProgram(['-e', script]);
  assert.ok(cpu >= 0.2, `${cpu} s of CPU time`);
});

test('a program does not see which target this shell names', async () => {
  process.env.ASTROLABE_BASE_URL = 'http://127.0.0.1:1';
  try {
    await runProgram(['-e', 'process.exitCode = "ASTROLABE_BASE_URL" in process.env ? 1 : 0']);
  } finally {
    delete process.env.ASTROLABE_BASE_URL;
  }
});

test('a program that fails measures nothing', async () => {
  await assert.rejects(runProgram(['-e', 'process.exitCode = 7']), /ended with 7$/);
});

test('contenders take turns in pairs, A B and B A, and the first turn is not counted', async () => {
  const order: string[] = [];
  const contender = (name: string, seconds: number) => async () => {
    order.push(name);
    return { seconds: seconds * order.length };
  };
  const turns = await takeTurns({ a: contender('a', 1), b: contender('b', 1) }, 2);
  assert.equal(order.join(''), 'baabba');
  assert.deepEqual(ratios(turns, 'a', 'b'), [3 / 4, 6 / 5]);
});
