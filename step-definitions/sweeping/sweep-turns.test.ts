/** The calls of each history of a sweep. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HISTORIES } from './sweep-turns.ts';

const PROPERTIES = [
  { name: 'a', value: 1, becomes: 'one' },
  { name: 'b', value: 2, becomes: 'two' },
];

/** The names and values that each call sends, in order. */
const sentIn = (history: keyof typeof HISTORIES) =>
  HISTORIES[history](PROPERTIES).map(({ sent }) => Object.entries(sent));

describe('the history of a sweep', () => {
  it('in one call sends the values', () =>
    assert.deepEqual(sentIn('in one call'), [
      [
        ['a', 1],
        ['b', 2],
      ],
    ]));

  it('there and back ends with the first values in reversed order', () => {
    const [, update, back] = sentIn('through updates there and back');
    assert.deepEqual(update, [
      ['a', 'one'],
      ['b', 'two'],
    ]);
    assert.deepEqual(back, [
      ['b', 2],
      ['a', 1],
    ]);
  });

  it('behind a null and an object sends both before the last property, and judges neither', () => {
    const [turn, ...others] = HISTORIES['behind a null and an object'](PROPERTIES);
    assert.deepEqual(others, []);
    assert.deepEqual(Object.keys(turn?.sent ?? {}), ['between_1', 'b', 'between_2', 'a']);
    assert.deepEqual(turn?.expected, { a: 1, b: 2 });
  });

  it('behind them sends both before a property alone, so that it can be cut down to it', () => {
    const [turn] = HISTORIES['behind a null and an object'](PROPERTIES.slice(0, 1));
    assert.deepEqual(Object.keys(turn?.sent ?? {}), ['between_1', 'between_2', 'a']);
  });
});
