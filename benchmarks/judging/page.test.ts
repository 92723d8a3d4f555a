/** The page of results. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, notMeasured } from './judge.js';
import { describe, renderResults } from './page.js';

const FIGURES = [
  judge({ name: 'a', values: [1, 1.1, 1.2, 1.3, 1.4, 1.5], unit: '×', bar: 0.82, goal: 0.85, note: 'n' }),
  judge({ name: 'b', values: [232], isExact: true, unit: 'packages', bar: 110, direction: 'at most' }),
  notMeasured({ name: 'c', unit: '×', bar: 0.45, direction: 'at most' }, 'needs --base FOLDER'),
];

test('each figure is a row with its interval, bar, goal and verdict', () => {
  const page = renderResults(FIGURES, ['machine: x']);
  assert.deepEqual(page.split('\n').slice(-7, -1), [
    '',
    '| figure | measured | interval | bar | goal | verdict | details |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    '| a | 1.25 × | 1.00 – 1.50 | at least 0.82 × | at least 0.85 × | met | n |',
    '| b | 232 packages |  | at most 110 packages |  | short |  |',
    '| c | — |  | at most 0.45 × |  | not measured | needs --base FOLDER |',
  ]);
  assert.match(page, /^- machine: x$/m);
});

test('a line for the terminal has the same', () => {
  const [first] = FIGURES;
  assert.equal(
    describe(first),
    'met               a: 1.25 × (1.00 – 1.50, at least 0.82 ×, goal 0.85 ×)\n                  n',
  );
});
