/** The sentences of the page, with and without a copy of it. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type Clause, readPage } from '../../../harness/registry/index.ts';
import { pageFacts } from './page-facts.ts';

const COPY = 'One thing. Another thing.\n\nA heading\n\nOne thing.\n\nSomething new.\n';
const [one, another, title] = readPage(COPY);
const place = ({ paragraph = 0, sentence = 0, sha256 = '' } = {}) => ({ paragraph, sentence, sha256 });
const cites = (id: string, ...sentences: (typeof one)[]): Pick<Clause, 'id' | 'source'> => ({
  id,
  source: sentences.map((found) => ({ page: 'astrolabe', ...place(found) })),
});
const GONE = { paragraph: 9, sentence: 1, sha256: 'f'.repeat(64) };
const CLAUSES = [cites('A-B-001', one), cites('A-B-002', one, another)];
const REVIEW = {
  readOn: '2026-01-01',
  groups: [{ reason: 'A heading.\n', sentences: [place(title), GONE] }],
};

it('without a copy, has each known sentence once, in the page’s order', () => {
  const { readOn, sentences } = pageFacts(CLAUSES, REVIEW, undefined);
  assert.equal(readOn, '2026-01-01');
  assert.deepEqual(sentences, [
    { ...place(one), clauses: ['A-B-001', 'A-B-002'] },
    { ...place(another), clauses: ['A-B-002'] },
    { ...place(title), clauses: [], reason: 'A heading.' },
    { ...GONE, clauses: [], reason: 'A heading.' },
  ]);
});

it('with a copy, has each of its sentences with its text and its place there, and then those that are gone', () => {
  const { sentences } = pageFacts(CLAUSES, REVIEW, COPY);
  assert.deepEqual(
    sentences.map(({ paragraph, sentence, text, clauses, reason, isGone }) => [
      `${paragraph}.${sentence}`,
      text,
      clauses.length,
      reason,
      isGone,
    ]),
    [
      ['1.1', 'One thing.', 2, undefined, undefined],
      ['1.2', 'Another thing.', 1, undefined, undefined],
      ['2.1', 'A heading', 0, 'A heading.', undefined],
      ['3.1', 'One thing.', 2, undefined, undefined],
      ['4.1', 'Something new.', 0, undefined, undefined],
      ['9.1', undefined, 0, 'A heading.', true],
    ],
  );
});
