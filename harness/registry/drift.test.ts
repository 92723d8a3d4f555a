/** Changes of the page, as the comparison with the registry reports them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clause } from './clause.ts';
import { compareWithPage, hasDrifted } from './drift.ts';
import { readPage } from './page.ts';
import { loadReviewedPage, parseReviewedPage, type ReviewedPage } from './reviewed-page.ts';

const PAGE = 'A page\n\nFirst calls create. Later calls update.\n\nAsk us.\n';

const remembered = (paragraph: number, sentence: number) => {
  const found = readPage(PAGE).find((one) => one.paragraph === paragraph && one.sentence === sentence);
  assert.ok(found);
  return { paragraph, sentence, sha256: found.sha256 };
};

const clause = (id: string, paragraph: number, sentence: number): Clause => ({
  id,
  rule: 'A rule',
  level: 'MUST',
  provenance: 'documented',
  evidence: 'wire',
  source: [
    { page: 'astrolabe', ...remembered(paragraph, sentence) },
    { page: 'spec', heading: 'Traits' },
  ],
});

const clauses = [clause('AST-IDENT-002', 2, 2), clause('AST-IDENT-001', 2, 1), clause('AST-IDENT-003', 2, 2)];
const reviewed: ReviewedPage = {
  page: 'astrolabe',
  readOn: '2024-05-01',
  groups: [{ reason: 'Navigation.', sentences: [remembered(1, 1), remembered(3, 1)] }],
};
const drift = (page: string) => compareWithPage(page, clauses, reviewed);

test('the page as it was read has no drift, whatever its white space', () => {
  const none = { lost: [], uncovered: [], stale: [], moved: [] };
  assert.deepEqual(drift(PAGE), none);
  assert.deepEqual(drift(PAGE.replaceAll(' ', '  ').replaceAll('\n', '\r\n')), none);
  assert.equal(hasDrifted(drift(PAGE)), false);
});

test('a changed sentence is lost for exactly its clauses, and reported with the new sentence', () => {
  const { lost, uncovered, stale, moved } = drift(PAGE.replace('update', 'replace'));
  assert.deepEqual(
    lost.map(({ clauseIds, instead }) => [clauseIds, instead?.text]),
    [[['AST-IDENT-002', 'AST-IDENT-003'], 'Later calls replace.']],
  );
  assert.deepEqual(
    uncovered.map(({ text }) => text),
    ['Later calls replace.'],
  );
  assert.deepEqual([stale, moved], [[], []]);
});

test('a sentence that vanished is reported without a new one', () => {
  const { lost, uncovered } = drift(PAGE.replace(' Later calls update.', ''));
  assert.deepEqual(
    lost.map(({ instead }) => instead),
    [undefined],
  );
  assert.deepEqual(uncovered, []);
});

test('a new sentence is uncovered, and the sentences after it have moved and are not lost', () => {
  const found = drift(`New here.\n\n${PAGE}`);
  assert.deepEqual(
    found.uncovered.map(({ text }) => text),
    ['New here.'],
  );
  assert.deepEqual(found.lost, []);
  assert.deepEqual(
    found.moved.map(({ paragraph, to }) => [paragraph, to]),
    [
      [2, { paragraph: 3, sentence: 1 }],
      [2, { paragraph: 3, sentence: 2 }],
    ],
  );
  assert.equal(hasDrifted(found), true);
});

test('a page whose sentences only moved has not drifted', () => {
  const found = drift(`Ask us.\n\n${PAGE}`);
  assert.equal(found.moved.length, 2);
  assert.equal(hasDrifted(found), false);
});

test('a reviewed sentence that is gone is stale', () => {
  assert.deepEqual(drift(PAGE.replace('Ask us.', '')).stale, [remembered(3, 1)]);
});

test('the list of this package has each sentence once, with a reason', () => {
  const { groups } = loadReviewedPage();
  const hashes = groups.flatMap(({ sentences }) => sentences.map(({ sha256 }) => sha256));
  assert.equal(new Set(hashes).size, hashes.length);
  assert.ok(hashes.length > 50);
});

test('a list that breaks its schema is rejected, and the error names the place', () => {
  assert.throws(
    () => parseReviewedPage('{page: astrolabe, readOn: May, groups: []}'),
    /schema[\s\S]*readOn/u,
  );
});
