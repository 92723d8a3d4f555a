/** The order in which examples begin. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CatalogueExample } from './cucumber/catalogue.ts';
import { longestFirst } from './run-examples.ts';

function example(id: string, ...tags: string[]): CatalogueExample {
  return { id, clauseId: 'AST-IDENT-001', name: '', rule: '', uri: 'a.feature', line: 1, tags, steps: [] };
}

describe('examples', () => {
  it('begin with those that rest, then with those that send most, then in the order of the features', () => {
    const examples = [example('one'), example('many'), example('rests', '@rests'), example('new')];
    const ids = longestFirst(examples, { one: 0, many: 20, rests: 3 }).map(({ id }) => id);
    assert.deepEqual(ids, ['rests', 'many', 'one', 'new']);
  });
});
