/** When the machine counts as busy. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { test } from 'node:test';
import { ownSeconds } from '../support/cpu.js';
import { readMachine, watchMachine } from './machine.js';

type Reading = Partial<{ spin: number; at: number; used: number; own: number }>;

/** What is said after a measurement of ten seconds in which the machine used twelve, all of them for us. */
function saidAfter(after: Reading): string | undefined {
  const readings = [
    { spin: 0.004, at: 100, used: 50, own: 5 },
    { spin: 0.004, at: 110, used: 62, own: 17, ...after },
  ];
  const machine = watchMachine(() => readings.shift());
  machine.begin();
  return machine.end()();
}

test('a machine that works for us only is not busy', () => {
  assert.equal(saidAfter({}), undefined);
  assert.equal(saidAfter({ own: 16 }), undefined);
});

test('a machine is busy if others used a part of a core', () => {
  assert.equal(saidAfter({ own: 14 }), 'other programs used 30 % of a core');
});

test('a machine is busy if the same work takes longer than at best', () => {
  assert.equal(saidAfter({ spin: 0.006 }), 'the same work took 1.5 times as long as at best');
  assert.equal(saidAfter({ spin: 0.005 }), undefined);
});

test('a system that counts no CPU time is judged by the work alone', () => {
  assert.equal(saidAfter({ used: Number.NaN }), undefined);
  assert.match(saidAfter({ used: Number.NaN, spin: 0.006 }) ?? '', /1\.5 times/);
});

test('the best is that of the whole run, also if it comes later', () => {
  const spins = [0.004, 0.004, 0.006, 0.006, 0.002, 0.002];
  const machine = watchMachine(() => ({ spin: spins.shift(), at: 0, used: 0, own: 0 }));
  const measure = () => {
    machine.begin();
    return machine.end();
  };
  const first = measure();
  assert.equal(first(), undefined);
  assert.match(measure()() ?? '', /1\.5 times/);
  assert.equal(measure()(), undefined);
  assert.match(first() ?? '', /2\.0 times/);
});

test('a reading is of this machine, and time goes on', () => {
  const first = readMachine();
  const second = readMachine();
  assert.ok(first.spin > 0);
  assert.ok(second.at > first.at);
});

const skip = process.platform === 'linux' ? false : 'only Linux counts the CPU time of others';

test('our own CPU time has that of children, while they run and after they have ended', {
  skip,
}, async () => {
  const before = ownSeconds();
  const script = `const end = () => process.cpuUsage().user < 300_000; while (end()); console.log(); setInterval(() => 0, 1e3)`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const during = ownSeconds();
  assert.ok(during - before >= 0.25, `${during - before} s while it runs`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.ok(ownSeconds() >= during, 'it is not lost when it ends');
});
