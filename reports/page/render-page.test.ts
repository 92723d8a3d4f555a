/** The report page as text; `test/browser/` tests what it does in a browser. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { callExchange, clause, example, recordOf, recordsExchange, SAMPLES } from '../fixtures/record.ts';
import { pastRun } from '../parts/index.ts';
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
  const { clauses, causes } = pageData([failing, wireOnly], [facts, { ...facts, id: 'AST-NONE-001' }]);
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
  assert.deepEqual(
    causes.flatMap(({ cards }) => cards).map(({ example: id }) => id),
    ['AST-IDENT-002.1', 'AST-TRACK-003.1', 'AST-HTTP-003.1'],
  );
});

test('runs side by side carry the names of their targets', () => {
  const target = 'https://astrolabe.example/segment';
  const names = (...records: Parameters<typeof pageData>[0]) =>
    pageData(records, []).runs.map(({ name }) => name);
  assert.deepEqual(names(failing, hostile), [target, 'the embedded emulator']);
  assert.deepEqual(names(failing, wireOnly), [`${target}, run r1 (1)`, `${target}, run r1 (2)`]);
  assert.match(
    renderPage([failing, hostile]),
    /<p class="run-name">https:\/\/astrolabe\.example\/segment<\/p>/,
  );
});

test('a long body is whole in the data, and a polled response is there once', () => {
  const body = JSON.stringify({ type: 'identify', userId: 'ada', traits: { bio: 'x'.repeat(100_000) } });
  const about = { level: 'MUST', evidence: 'wire', title: 'A rule' } as const;
  const polls = Array.from({ length: 200 }, () => recordsExchange(`{"users":[]}${' '.repeat(5000)}`));
  const record = recordOf([
    clause('AST-HTTP-009', about, [
      example('AST-HTTP-009.1', 'pass', { exchanges: [callExchange({ body }), ...polls] }),
    ]),
  ]);
  const sequence = pageData([record], []).clauses[0]?.runs[0]?.examples[0]?.sequence ?? assert.fail();
  assert.equal(sequence[0]?.request.body, body);
  assert.equal(sequence.length, 2);
  assert.match(sequence[1]?.timing ?? '', /^200 times/);
  assert.ok(JSON.stringify(sequence[1]?.response).length < 4500);
});

test('the verdict at the top links to each failed clause, under the cause that it shares', () => {
  const header = contentOf(renderPage([failing]), '<header>', 'header');
  for (const id of ['AST-IDENT-002', 'AST-TRACK-003', 'AST-HTTP-003']) {
    assert.ok(header.includes(`<a href="#failed-${id}">${id}</a>`), id);
  }
  assert.doesNotMatch(header, /AST-IDENT-002 failed/, 'its reason would only repeat the link');
});

test('twenty links are enough: the rest is counted', () => {
  const about = { level: 'MUST', evidence: 'wire', title: 'A rule' } as const;
  const many = Array.from({ length: 23 }, (_, index) => {
    const id = `AST-HTTP-0${index + 10}`;
    return clause(id, about, [example(`${id}.1`, 'fail', { difference: { message: `cause ${index % 2}` } })]);
  });
  const header = contentOf(renderPage([recordOf(many, { verdict: 'nonconformant' })]), '<header>', 'header');
  assert.equal(header.split('class="rule-line"').length - 1, 20);
  assert.match(header, /<a href="#unmet">3 more clauses<\/a>/);
  assert.match(header, /Same cause in 12 clauses: cause 0/);
});

test('the picture has a cell for each clause, which says its verdict and leads to it', () => {
  const header = contentOf(renderPage([wireOnly]), '<header>', 'header');
  assert.equal(header.split('class="cell ').length - 1, wireOnly.clauses.length);
  assert.match(
    header,
    /<a class="cell not-observable" href="#AST-IDENT-001" aria-label="AST-IDENT-001: not observable">/,
  );
});

test('latency and history are pictures with their figures in words, and are left out if there are none', () => {
  assert.doesNotMatch(renderPage([failing]), /<figure>/);
  const latency = {
    calls: [
      { upToMs: 5, count: 90 },
      { upToMs: 2000, count: 10 },
    ],
    visible: [],
  };
  const measured = { ...failing, run: { ...failing.run, latency } };
  const before = {
    ...pastRun(failing),
    at: '2024-04-30T12:00:00.000Z',
    run: 'r0',
    clauses: { pass: ['AST-IDENT-002'] },
  };
  const foreign = { ...before, target: 'https://<b>elsewhere.example' };
  const html = renderPage([measured], [], [foreign, before]);
  assert.match(
    html,
    /role="img" aria-label="Response to a call: p50 ≤ 5 ms, p95 ≤ 2 s, p99 ≤ 2 s \(100 calls\)"/,
  );
  assert.match(html, /<desc>up to 5 ms: 90; up to 2 s: 10<\/desc>/);
  assert.match(html, /3 runs in this folder/);
  assert.match(
    renderPage([failing], [], [foreign]),
    /Since the run of 2024-04-30 12:00 UTC against https:\/\/&lt;b&gt;elsewhere\.example: 1 clause with/,
  );
  assert.match(html, /Since the run of 2024-04-30 12:00 UTC: 1 clause with another verdict/);
  assert.match(
    html,
    /<a href="#AST-IDENT-002">AST-IDENT-002<\/a> <span class="verdict pass">passed<\/span> → /,
  );
});

test('a failure that the baseline excuses is marked as known', () => {
  const baseline = { file: 'known.json', excused: ['AST-IDENT-002.1'], problems: [] };
  const record = { ...failing, run: { ...failing.run, baseline } };
  const header = contentOf(renderPage([record]), '<header>', 'header');
  assert.match(header, />AST-IDENT-002<\/a> known <span/);
  const known = pageData([record], []).clauses.flatMap(({ runs: [run] }) =>
    (run?.examples ?? []).filter((one) => one.known).map(({ id }) => id),
  );
  assert.deepEqual(known, ['AST-IDENT-002.1']);
});

test('a run that never began says what happened, the likely reason and what to do', () => {
  const unusable = 'the target cannot be reached: connect ECONNREFUSED <b>';
  const blocked = clause('AST-HTTP-001', { level: 'MUST', evidence: 'wire', title: 'A rule' }, [
    example('AST-HTTP-001.1', 'blocked', { reason: unusable }),
  ]);
  const record = recordOf(
    [blocked],
    { verdict: 'incomplete' },
    { findings: { unusable }, reasons: [unusable] },
  );
  const header = contentOf(renderPage([record]), '<header>', 'header');
  assert.match(header, /<strong>What happened<\/strong>: .*&lt;b&gt;.*<strong>What to do<\/strong>: /s);
});

test('the page says what the network did', () => {
  const network = { unsteady: 0, firstUnsteady: [], throttled: 2, throttledMs: 1500, reopened: 0 };
  const html = renderPage([{ ...failing, run: { ...failing.run, network } }]);
  assert.match(html, /<li>the target asked to wait 2 times .*1\.5 s/);
});
