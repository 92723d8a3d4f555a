/** Two JSON values as one text. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linesOf } from './json-difference.tsx';

const MARKS = { added: '+', removed: '-' } as const;

function shown(before: unknown, after: unknown): string[] {
  return linesOf(before, after).map(
    ({ depth, text, mark }) => `${mark === undefined ? ' ' : MARKS[mark]}${'  '.repeat(depth)}${text}`,
  );
}

describe('the difference of two JSON values', () => {
  for (const [what, before, after, expected] of [
    ['nothing', { a: 1 }, { a: 1 }, [' {', '   "a": 1', ' }']],
    ['a new value', undefined, { a: [1] }, ['+{', '+  "a": [', '+    1', '+  ]', '+}']],
    ['a value that is gone', { a: {} }, undefined, ['-{', '-  "a": {}', '-}']],
    [
      'a member that changed',
      { a: 1, b: 2 },
      { a: 'x', b: 2 },
      [' {', '-  "a": 1', '+  "a": "x"', '   "b": 2', ' }'],
    ],
    [
      'a member inside',
      { a: { b: 1 } },
      { a: { b: 1, c: 2 } },
      [' {', '   "a": {', '     "b": 1', '+    "c": 2', '   }', ' }'],
    ],
    ['an object for a list', { a: [] }, { a: {} }, [' {', '-  "a": []', '+  "a": {}', ' }']],
    [
      'null for an object',
      { a: null },
      { a: { b: 1 } },
      [' {', '-  "a": null', '+  "a": {', '+    "b": 1', '+  }', ' }'],
    ],
    [
      'elements of a list, of which some are equal',
      ['x', 'y', 'x'],
      ['x', 'z'],
      [' [', '-  "y"', '-  "x"', '   "x"', '+  "z"', ' ]'],
    ],
    [
      'a text with line breaks and spaces',
      { a: '  \n' },
      { a: '\n' },
      [' {', '-  "a": "  \\n"', '+  "a": "\\n"', ' }'],
    ],
    [
      'names of the prototype',
      JSON.parse('{"__proto__": 1}'),
      { constructor: 2 },
      [' {', '-  "__proto__": 1', '+  "constructor": 2', ' }'],
    ],
  ] as const) {
    it(`marks ${what}`, () => assert.deepEqual(shown(before, after), expected));
  }

  it('has each line of both values once, and no other', () => {
    const [before, after] = [
      { a: 1, b: [1, 2, { c: 1 }] },
      { b: [2, 3], d: null },
    ];
    const lines = linesOf(before, after);
    const count = (mark: 'added' | 'removed') => lines.filter((line) => line.mark !== mark).length;
    assert.equal(count('added'), JSON.stringify(before, null, 2).split('\n').length);
    assert.equal(count('removed'), JSON.stringify(after, null, 2).split('\n').length);
  });
});
