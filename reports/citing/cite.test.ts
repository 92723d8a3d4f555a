/** What a citation says, and that it stays text in every markup. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callExchange, clause, example, HOSTILE, recordOf, recordsExchange } from '../fixtures/record.ts';
import type { ClauseFacts } from '../parts/clause-facts.ts';
import { type Citation, citationsOf, renderCitation } from './cite.ts';

const FACTS: ClauseFacts = {
  id: 'AST-IDENT-002',
  rule: "A further identify updates that User's properties",
  level: 'MUST',
  provenance: 'inferred',
  evidence: 'readback',
  group: 'Users and their properties',
  argument: 'Because it does.',
  sources: [
    { label: 'Somebody, A page, paragraph 1', version: 'as read on 2024-05-01' },
    { label: 'Somebody, Another: Traits', address: 'https://example.com/a', version: 'version 0123' },
    { label: 'Somebody, A third' },
  ],
};

const example1 = example('AST-IDENT-002.1', 'pass', {
  exchanges: [callExchange(), recordsExchange('{"users":[]}')],
});
const about = { level: 'MUST', evidence: 'readback', title: 'A rule' } as const;
const executed = recordOf(
  [clause('AST-IDENT-002', about, [example1])],
  { target: { baseUrl: 'http://127.0.0.1:4100/astrolabe', embedded: true } },
  { startedAt: '2024-05-03T10:00:00.000Z' },
);
const graded = recordOf([
  clause('AST-IDENT-002', about, [example('AST-IDENT-002.1', 'not-observable', { reason: 'unseen' })]),
]);
const [citation = assert.fail()] = citationsOf([FACTS], executed, graded);

test('a citation has rule, level, sources with their versions, last verdict and executed example', () => {
  const text = renderCitation(citation, 'markdown', 'http');
  for (const part of [
    "## AST-IDENT-002: A further identify updates that User's properties",
    'MUST: a destination that breaks it is not conformant. Inferred: it follows from its sources.',
    'Because it does.',
    '- Somebody, A page, paragraph 1 (as read on 2024-05-01)',
    '- [Somebody, Another: Traits](<https://example.com/a>) (version 0123)',
    '- Somebody, A third (unverified: the page has not been read)',
    'Last verdict: not observable on 2024-05-01, https://astrolabe.example/segment, evidence: read-back (run r1).',
    'Executed with astrolabe-conformance 0.1.0 against the embedded emulator: passed.',
    'POST https://astrolabe.example/segment',
    'HTTP/1.1 202',
    'GET https://astrolabe.example/records/users?userId=conformance-r1-ada',
  ]) {
    assert.ok(text.includes(part), part);
  }
});

test('a request has the form that was asked for, and a read-back, which a library cannot send, is HTTP', () => {
  const text = renderCitation(citation, 'markdown', 'analytics.js');
  assert.match(text, /```js\nanalytics\.identify\("conformance-r1-ada", \{ plan: "pro" \}\);\n```/);
  assert.match(text, /```http\nGET /);
});

test('a clause without an example says why', () => {
  const [bare = assert.fail()] = citationsOf(
    [{ ...FACTS, unscenarioed: 'No response shows it.' }],
    undefined,
    undefined,
  );
  const text = renderCitation(bare, 'markdown', 'http');
  assert.match(text, /No scenario yet: No response shows it\./);
  assert.doesNotMatch(text, /Last verdict|Executed/);
});

test('a call without a response says so', () => {
  const { response: _, ...unanswered } = callExchange();
  const failed: Citation = {
    clause: FACTS,
    example: { ...example1, exchanges: [{ ...unanswered, failure: 'the connection was reset' }] },
  };
  assert.match(renderCitation(failed, 'markdown', 'curl'), /No response: the connection was reset\./);
});

test('hostile text is text in HTML', () => {
  const hostile: Citation = {
    clause: { ...FACTS, rule: HOSTILE, argument: HOSTILE },
    example: example('AST-IDENT-002.1', 'fail', {
      name: HOSTILE,
      reason: HOSTILE,
      steps: [HOSTILE],
      exchanges: [callExchange({ body: HOSTILE }, { body: HOSTILE })],
    }),
  };
  const html = renderCitation(hostile, 'html', 'http');
  assert.doesNotMatch(html, /<(?:script|img)\b/);
  assert.match(html, /^<h2 id="AST-IDENT-002">/);
});
