/** Verdicts on figures, and what they make of a run. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { disturbed, exitCode, judge, notMeasured } from './judge.js';

const RATIOS = [0.9, 0.91, 0.92, 0.93, 0.94, 0.95];

test('a figure is met or short only if its whole interval is on one side of the bar', () => {
  const cases = [
    ['at least', 0.9, 'met'],
    ['at least', 0.92, 'undecided'],
    ['at least', 0.96, 'short'],
    ['at most', 0.95, 'met'],
    ['at most', 0.92, 'undecided'],
    ['at most', 0.89, 'short'],
  ] as const;
  for (const [direction, bar, verdict] of cases) {
    assert.equal(
      judge({ name: 'x', values: RATIOS, bar, direction }).verdict,
      verdict,
      `${direction} ${bar}`,
    );
  }
});

test('too few values decide nothing, however far from the bar, except for a count', () => {
  assert.equal(judge({ name: 'x', values: RATIOS.slice(1), bar: 0.1 }).verdict, 'undecided');
  assert.equal(judge({ name: 'x', values: [7], bar: 8, direction: 'at most', isExact: true }).verdict, 'met');
  assert.equal(
    judge({ name: 'x', values: [9], bar: 8, direction: 'at most', isExact: true }).verdict,
    'short',
  );
});

test('what could not be counted decides nothing', () => {
  assert.equal(judge({ name: 'x', values: RATIOS.map(() => Number.NaN), bar: 1 }).verdict, 'undecided');
});

test('without a bar, a figure is reported with its median', () => {
  const { verdict, value } = judge({ name: 'x', values: RATIOS });
  assert.equal(verdict, 'reported');
  assert.ok(Math.abs(value - 0.925) < 1e-9);
});

test('a bar that a bare server misses too is none, and its goal goes with it', () => {
  const ceiling = [2, 2.1, 2.2, 2.3, 2.4, 2.5];
  const figure = judge({ name: 'x', values: RATIOS, bar: 5, goal: 6, ceiling, note: 'n' });
  assert.equal(figure.verdict, 'reported');
  assert.equal(figure.bar, undefined);
  assert.equal(figure.goal, undefined);
  assert.equal(figure.note, 'n; no bar here, because a bare server misses 5 × too');
  assert.equal(judge({ name: 'x', values: RATIOS, bar: 2.2, ceiling }).verdict, 'short');
});

test('what was measured on a busy machine has no verdict; counts and what was not measured stay', () => {
  const busy = disturbed(judge({ name: 'x', values: RATIOS, bar: 0.1, note: 'n' }), 'why');
  assert.equal(busy.verdict, 'machine too busy');
  assert.equal(busy.note, 'why; n');
  const count = judge({ name: 'x', values: [7], bar: 8, isExact: true });
  assert.equal(disturbed(count, 'why'), count);
  const missing = notMeasured({ name: 'x' }, 'no Java');
  assert.equal(disturbed(missing, 'why'), missing);
});

test('the exit code is that of the gravest verdict', () => {
  const code = (...verdicts: string[]) => exitCode(verdicts.map((verdict) => ({ verdict })));
  assert.equal(code('met', 'reported'), 0);
  assert.equal(code('met', 'undecided'), 3);
  assert.equal(code('met', 'not measured'), 3);
  assert.equal(code('undecided', 'short'), 1);
  assert.equal(code('short', 'machine too busy'), 4);
});
