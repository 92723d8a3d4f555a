import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CatalogueExample } from './catalogue.ts';
import { lanesOf } from './lanes.ts';

describe('lanes', () => {
  it('start with the examples that rest, each by itself', () => {
    const examples = [example('a', 1), example('a', 2, '@rests'), example('a', 3)];
    assert.deepEqual(lanesOf(examples, {}, false), [['a:2'], ['a:1:3']]);
  });

  it('give an example with many requests a lane of its own, the longest first', () => {
    const examples = [example('a', 1), example('a', 2), example('b', 3), example('b', 4)];
    const requests = { 'a:1': 3, 'a:2': 20, 'b:3': 2, 'b:4': 60 };
    assert.deepEqual(lanesOf(examples, requests, false), [['b:4'], ['a:2'], ['a:1'], ['b:3']]);
  });

  it('hold at most five examples of one file', () => {
    const examples = Array.from({ length: 7 }, (_, i) => example('a', i + 1));
    assert.deepEqual(lanesOf(examples, {}, false), [['a:1:2:3:4'], ['a:5:6:7']]);
  });

  it('hold one example each if the target is slow', () => {
    const examples = [example('a', 1), example('a', 2)];
    assert.deepEqual(lanesOf(examples, { 'a:2': 4 }, true), [['a:2'], ['a:1']]);
  });
});

function example(uri: string, line: number, ...tags: string[]): CatalogueExample {
  return {
    id: `${uri}:${line}`,
    clauseId: 'AST-IDENT-001',
    name: 'An example',
    rule: 'A rule',
    uri,
    line,
    tags,
    steps: [],
  };
}
