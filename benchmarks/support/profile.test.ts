import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { whereTimeGoes } from './profile.js';

const node = (id: number, functionName: string, url: string, ...children: readonly number[]) => ({
  id,
  callFrame: { functionName, url },
  children,
});

/** `take` calls itself, and what writes to a socket; a quarter of the time is nobody's. */
const PROFILE = {
  nodes: [
    node(1, '(root)', '', 2, 7, 8, 9),
    node(2, 'take', 'file:///dist/chunks/emulator-Bx-s_Ocv.js', 3, 4),
    node(3, 'take', 'file:///dist/chunks/emulator-Bx-s_Ocv.js', 5),
    node(4, 'parse', 'file:///x/node_modules/@some/parser/index.js'),
    node(5, 'writev', ''),
    node(7, '(idle)', ''),
    node(8, '(garbage collector)', ''),
    node(9, 'emit', 'node:events'),
  ],
  samples: [2, 3, 4, 5, 5, 7, 8, 9],
  timeDeltas: [1000, 1000, 1000, 1000, 2000, 2000, 1000, 1000],
};

describe('where the time of a profile goes', () => {
  const { ms, groups, own } = whereTimeGoes(PROFILE, (url: string) => url.includes('/dist/'));

  it('leaves out what is idle', () => assert.equal(ms, 8));

  it('adds up to everything in groups, the largest first', () =>
    assert.deepEqual(groups, [
      ['writing to sockets', 3 / 8],
      ['this package', 2 / 8],
      ['@some/parser', 1 / 8],
      ['garbage collection', 1 / 8],
      ['Node', 1 / 8],
    ]));

  it('counts what own functions call as theirs, and a function that calls itself once', () =>
    assert.deepEqual(own, [['take (emulator)', 6 / 8]]));
});
