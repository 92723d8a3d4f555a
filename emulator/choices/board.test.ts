import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolveChoices } from '../resolve-choices.ts';
import { createChoiceBoard } from './index.ts';

const resolution = resolveChoices({ 'accepted-status': '202' });
assert.ok('value' in resolution);
const given = resolution.value;

describe('the choices in force', () => {
  it('change in the one object that calls read', () => {
    const board = createChoiceBoard(given);
    const { now } = board;
    board.change({ 'accepted-status': '200', 'null-property': 'remove' });
    assert.equal(board.now, now);
    assert.deepEqual([now['accepted-status'], now['null-property']], ['200', 'remove']);
    assert.deepEqual(board.start, given);
    assert.equal(given['accepted-status'], '202', 'the options stay as they are');
  });

  it('are known by the number under which they were in force', () => {
    const board = createChoiceBoard(given);
    const numbers = [board.number];
    for (const setting of ['remove', 'ignore'] as const) {
      board.change({ 'null-property': setting });
      numbers.push(board.number);
    }
    assert.deepEqual(
      numbers.map((number) => board.at(number)['null-property']),
      ['keep', 'remove', 'ignore'],
    );
  });

  it('go back to those of the start at a reset', () => {
    const board = createChoiceBoard(given);
    board.reset();
    assert.equal(board.number, 0);
    board.change({ 'accepted-status': '200' });
    board.reset();
    assert.deepEqual(board.now, given);
  });

  it('do not fill the memory', () => {
    const board = createChoiceBoard(given);
    for (let turn = 0; turn < 5_000; turn += 1) board.change({ 'accepted-status': turn % 2 ? '200' : '202' });
    assert.equal(board.at(board.number)['accepted-status'], '200');
    assert.equal(board.at(4_500)['accepted-status'], '200');
    assert.equal(board.at(1), board.start);
  });
});
