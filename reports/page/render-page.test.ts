/** The report page as text; `test/browser/` tests what it does in a browser. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { callExchange, clause, example, recordOf, SAMPLES } from '../fixtures/record.ts';
import { pageData } from './page-data.ts';
import { renderPage } from './render-page.ts';

const [failing = assert.fail(), hostile = assert.fail(), wireOnly = assert.fail()] = [
  SAMPLES.failing,
  SAMPLES.hostile,
  SAMPLES['wire-only'],
];

/** The content of the only element with that start tag. */
function contentOf(html: string, start: string, name: string): string {
  const parts = html.split(start);
  assert.equal(parts.length, 2, start);
  return parts[1]?.slice(0, parts[1].indexOf(`</${name}>`)) ?? '';
}

test('the data is JSON, and no text in it can end its element', () => {
  const html = renderPage([hostile]);
  const data = contentOf(html, '<script type="application/json" id="data">', 'script');
  assert.doesNotMatch(data, /[<\u2028\u2029]/);
  assert.deepEqual(JSON.parse(data), JSON.parse(JSON.stringify(pageData([hostile], []))));
  assert.doesNotMatch(html, /<img/);
});

test('the policy allows only the style and the script of the page', () => {
  const html = renderPage([failing]);
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest('base64');
  for (const [start, name] of [
    ['<style>', 'style'],
    ['<script>', 'script'],
  ] as const) {
    assert.ok(html.includes(`'sha256-${digest(contentOf(html, start, name))}'`), name);
  }
});

test('a run on responses only says what a 2xx response does not prove', () => {
  assert.match(renderPage([wireOnly]), /does not prove that anything was stored/);
  assert.doesNotMatch(contentOf(renderPage([wireOnly]), '<header>', 'header'), /\d%|upserted/);
});

test('attested examples and excused ones are listed apart from what was observed', () => {
  const about = { level: 'MUST', evidence: 'readback', title: 'A rule' } as const;
  const attestation = { by: 'Ada <b>', at: '2024-05-02', holds: true };
  const seen = example('AST-IDENT-001.1', 'not-observable', {
    reason: 'unseen',
    checklist: ['the User "ada"'],
    attestation,
  });
  const baseline = { file: 'known.json', excused: ['AST-HTTP-003.1'], problems: [] };
  const record = recordOf([clause('AST-IDENT-001', about, [seen])], {}, { baseline });
  const header = contentOf(renderPage([record]), '<header>', 'header');
  assert.match(
    header,
    /<li>attested, not observed: confirmed by Ada &lt;b&gt; on 2024-05-02: AST-IDENT-001\.1<\/li>/,
  );
  assert.match(header, /<li>excused by the baseline known\.json: AST-HTTP-003\.1<\/li>/);
  const { notes, verdict } = pageData([record], []).clauses[0]?.runs[0]?.examples[0] ?? assert.fail();
  assert.deepEqual(notes, ['the User "ada"', 'confirmed by Ada <b> on 2024-05-02; not observed by the run']);
  assert.equal(verdict, 'not-observable');
});

test('clauses are in the order of the registry, with their facts', () => {
  const facts = {
    id: 'AST-IDENT-002',
    rule: 'As the registry has it now',
    level: 'SHOULD',
    provenance: 'inferred',
    evidence: 'readback',
    group: 'Users',
    argument: 'Because.',
    sources: [{ label: 'A page' }],
  } as const;
  const { clauses, runs, unmet } = pageData([failing, wireOnly], [facts, { ...facts, id: 'AST-NONE-001' }]);
  assert.equal(clauses[0]?.id, 'AST-IDENT-002');
  assert.deepEqual(
    [clauses[0]?.level, clauses[0]?.argument, clauses[0]?.group],
    ['MUST', 'Because.', 'Users'],
  );
  assert.equal(
    clauses.some(({ id }) => id === 'AST-NONE-001'),
    false,
  );
  assert.equal(clauses.find(({ id }) => id === 'AST-HTTP-003')?.runs[1], null);
  assert.deepEqual(runs, ['r1 (1)', 'r1 (2)']);
  assert.deepEqual(
    unmet.map(({ example: id }) => id),
    ['AST-IDENT-002.1', 'AST-TRACK-003.1', 'AST-HTTP-003.1'],
  );
});

test('a long body is cut on the page and copied whole', () => {
  const body = JSON.stringify({ type: 'identify', userId: 'ada', traits: { bio: 'x'.repeat(100_000) } });
  const about = { level: 'MUST', evidence: 'wire', title: 'A rule' } as const;
  const record = recordOf([
    clause('AST-HTTP-009', about, [
      example('AST-HTTP-009.1', 'pass', { exchanges: [callExchange({ body })] }),
    ]),
  ]);
  const exchange = pageData([record], []).clauses[0]?.runs[0]?.examples[0]?.exchanges[0] ?? assert.fail();
  assert.ok(exchange.request.length < 5000);
  assert.deepEqual(exchange.copies, { json: body });
});
