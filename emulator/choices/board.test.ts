import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolveChoices } from '../resolve-choices.ts';
import { createChoiceBoard } from './index.ts';

const resolution = resolveChoices({ 'accepted-status': '202' });
assert.ok('value' in resolution);
const given = resolution.value;

describe('the choices in force', () => {
  it('change in the one object that calls read', () => {
    const board = createChoiceBoard(given, () => 0);
    const { now } = board;
    board.change({ 'accepted-status': '200', 'null-property': 'remove' });
    assert.equal(board.now, now);
    assert.deepEqual([now['accepted-status'], now['null-property']], ['200', 'remove']);
    assert.deepEqual(board.start, given);
    assert.equal(given['accepted-status'], '202', 'the options stay as they are');
  });

  it('are known by the number under which they were in force', () => {
    const board = createChoiceBoard(given, () => 0);
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
    const board = createChoiceBoard(given, () => 0);
    board.reset();
    assert.equal(board.number, 0);
    board.change({ 'accepted-status': '200' });
    board.reset();
    assert.deepEqual(board.now, given);
  });

  it('are known by the turn of a decision, until there were too many changes', () => {
    let decided = 0;
    const board = createChoiceBoard(given, () => decided);
    board.change({ 'null-property': 'remove' });
    decided = 2;
    board.change({ 'null-property': 'ignore' });
    const settings = (...turns: number[]) => turns.map((turn) => board.asOf(turn)?.['null-property']);
    assert.deepEqual(settings(1, 2, 3), ['remove', 'remove', 'ignore']);
    board.rebase();
    assert.deepEqual(settings(1, 3), ['ignore', 'ignore']);
    board.reset();
    assert.deepEqual([settings(1, 3), board.isChanged], [['keep', 'keep'], false]);
    for (decided = 0; decided < 1_001; decided += 1) board.change({ 'null-property': 'ignore' });
    assert.deepEqual(settings(1, 2), [undefined, 'ignore']);
  });

  it('do not fill the memory', () => {
    const board = createChoiceBoard(given, () => 0);
    for (let turn = 0; turn < 5_000; turn += 1) board.change({ 'accepted-status': turn % 2 ? '200' : '202' });
    assert.equal(board.at(board.number)['accepted-status'], '200');
    assert.equal(board.at(4_500)['accepted-status'], '200');
    assert.equal(board.at(1), board.start);
  });
});
