/** Lists that fail because of one item, of two, or of their length. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cutDown } from './cut-down.ts';

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

function counting(isFailing: (some: readonly string[]) => boolean) {
  const tried: string[] = [];
  const fails = async (some: readonly string[]) => {
    tried.push(some.join(''));
    return isFailing(some) ? `fails: ${some.join('')}` : undefined;
  };
  return { tried, fails };
}

describe('a list that fails is cut down', () => {
  it('to an item that fails alone, at the first attempt', async () => {
    const { tried, fails } = counting((some) => some.includes('q'));
    assert.deepEqual(await cutDown(LETTERS, 'q', fails), { items: ['q'], failure: 'fails: q' });
    assert.deepEqual(tried, ['q']);
  });

  it('to an item and the one that it needs, in the order of the list', async () => {
    const { tried, fails } = counting((some) => some.includes('q') && some.includes('c'));
    assert.deepEqual((await cutDown(LETTERS, 'q', fails))?.items, ['c', 'q']);
    assert.ok(tried.length <= 12, tried.join(' '));
  });

  it('to the item that makes all others fail', async () => {
    const { fails } = counting((some) => some.includes('x'));
    assert.deepEqual(await cutDown(LETTERS, 'a', fails), { items: ['x'], failure: 'fails: x' });
  });

  it('to a part, if the number of items matters', async () => {
    const { fails } = counting((some) => some.length > 8);
    const cut = await cutDown(LETTERS, 'a', fails);
    assert.ok(cut !== undefined && cut.items.length > 8 && cut.items.length < LETTERS.length);
  });

  it('to nothing, if only the whole list fails', async () => {
    const { fails } = counting((some) => some.length === LETTERS.length);
    assert.equal(await cutDown(LETTERS, 'a', fails), undefined);
  });
});
