/** The journeys: what is drawn, what is said instead of a drawing, and that texts of a target stay texts. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCatalogue } from '../../harness/cucumber/catalogue.ts';
import { loadRegistry } from '../../harness/registry/index.ts';
import type { ExampleResult, Exchange } from '../../schemas/index.ts';
import { callExchange, clause, example, HOSTILE, recordOf, recordsExchange } from '../fixtures/record.ts';
import { readXml } from '../fixtures/well-formed.ts';
import type { ClauseFacts } from '../parts/index.ts';
import { JOURNEYS, OWN_JOURNEY_EXAMPLES } from './journey-table.ts';
import { journeysOf } from './journeys.ts';

const FACTS: readonly ClauseFacts[] = loadRegistry().clauses.map(
  ({ id, rule, level, provenance, evidence }) => ({
    ...{ id, rule, level, provenance, evidence },
    group: 'Users',
    sources: [],
  }),
);

const USER =
  '{"users":[{"userId":"conformance-r1-ada","properties":{"plan":"pro","seats":3},"accountIds":["conformance-r1-acme"]}]}';

/** The journey of an identify, from a record of this one example. */
function firstIdentify(exchanges: readonly Exchange[], parts: Partial<ExampleResult> = {}) {
  const ran = example('AST-IDENT-001.2', parts.verdict ?? 'pass', { exchanges, ...parts });
  const about = { level: 'MUST', evidence: 'readback', title: 'One User' } as const;
  const [journey] = journeysOf(recordOf([clause('AST-IDENT-001', about, [ran])]), [], FACTS);
  assert.ok(journey);
  return journey;
}

/** The journey of a retry, from these exchanges of an example of Segment's side. */
function retry(exchanges: readonly Exchange[]) {
  const id = 'SEG-DELIVER-003.1/503';
  const own = [{ id: 'SEG-DELIVER-003', examples: [example(id, 'pass', { exchanges })] }];
  const journey = journeysOf(recordOf([]), own, FACTS).find((one) => one.id === 'retry');
  assert.ok(journey);
  return journey;
}

describe('the table of journeys', () => {
  it('names examples that exist, each of a clause of the registry', () => {
    const known = new Set([...readCatalogue(), ...readCatalogue('emulator')].map(({ id }) => id));
    for (const { id, examples } of JOURNEYS) {
      for (const one of examples) assert.ok(known.has(one), `${id}: the features have no example ${one}`);
    }
    const journeys = journeysOf(recordOf([]), [], FACTS);
    assert.deepEqual(
      journeys.map(({ id, clauses }) => [id, clauses.map((one) => one.id)]),
      [
        ['first-identify', ['AST-IDENT-001']],
        ['group', ['AST-GROUP-001']],
        ['association', ['AST-ASSOC-001']],
        ['track', ['AST-TRACK-002']],
        ['audience', ['AST-AUD-002']],
        ['retry', ['SEG-DELIVER-003', 'SEG-DELIVER-005', 'AST-RETRY-002']],
      ],
    );
  });

  it('has an example of Segment itself for the retry', () => {
    const own = new Set(readCatalogue('emulator').map(({ id }) => id));
    assert.ok(OWN_JOURNEY_EXAMPLES.length > 0);
    assert.deepEqual(
      OWN_JOURNEY_EXAMPLES.filter((id) => !own.has(id)),
      [],
    );
  });
});

describe('a journey', () => {
  it('shows what was sent, answered and stored', () => {
    const { svg = '', steps, missing } = firstIdentify([callExchange(), recordsExchange(USER)]);
    assert.deepEqual(missing, []);
    assert.deepEqual(steps, [
      'AST-IDENT-001.2 The second identify changes a property: ✓ passed',
      'your code → Segment: analytics.identify(…) (not part of the run)',
      'Segment → destination: identify …ada {"plan":"pro"}, answered 202 accepted',
      'Stored, by a look at the User …ada: 200: User …ada; plan: "pro"; seats: 3; Accounts: …acme',
    ]);
    readXml(svg);
    for (const words of ['your code', 'destination', 'stored', '202 accepted', 'plan: &quot;pro&quot;']) {
      assert.ok(svg.includes(`>${words}<`), words);
    }
    assert.match(svg, /<svg [^>]*role="img" aria-labelledby="journey-first-identify-title journey-/);
    assert.match(svg, /<title id="journey-first-identify-title">Sequence: First identify<\/title>/);
    assert.match(svg, /<desc id="journey-first-identify-desc">[^<]*answered 202 accepted/);
  });

  it('is the same if it is drawn again', () => {
    const exchanges = [callExchange(), recordsExchange(USER)];
    assert.equal(firstIdentify(exchanges).svg, firstIdentify(exchanges).svg);
  });

  it('says so instead if its example did not run, or was not selected', () => {
    const blocked = firstIdentify([], { verdict: 'blocked', reason: 'the target stopped answering' });
    assert.equal(blocked.svg, undefined);
    assert.deepEqual(blocked.steps, []);
    assert.deepEqual(blocked.missing, [
      'AST-IDENT-001.2 is not drawn, because it did not run: the target stopped answering.',
    ]);
    const [unselected] = journeysOf(recordOf([]), [], FACTS);
    assert.equal(unselected?.svg, undefined);
    assert.deepEqual(unselected?.missing, [
      'AST-IDENT-001.2 is not drawn, because this run did not include it.',
    ]);
  });

  it('marks what an example failed at', () => {
    const { svg = '', steps } = firstIdentify([callExchange(), recordsExchange('{"users":[]}')], {
      verdict: 'fail',
      difference: { message: 'there is no User "conformance-r1-ada"' },
    });
    assert.match(svg, /✗ failed · AST-IDENT-001\.2/);
    assert.match(svg, /class="note decisive"/);
    assert.deepEqual(steps.slice(-2), [
      'Segment → destination: identify …ada {"plan":"pro"}, answered 202 accepted (the call that matters)',
      'Stored, by a look at the User …ada: 200: nothing is stored (this decided)',
    ]);
    const passed = firstIdentify([callExchange(), recordsExchange(USER)]);
    assert.doesNotMatch(passed.svg ?? '', /class="[^"]*decisive/);
  });

  it('has no call in code for a call of Engage, nor for a delivery again', () => {
    const body = (more: object) => JSON.stringify({ type: 'identify', userId: 'ada', ...more });
    const engage = callExchange({ body: body({ context: { personas: {} } }) });
    assert.ok(!firstIdentify([engage]).steps.some((step) => step.startsWith('your code')));
    const twice = [
      callExchange({ body: body({ messageId: 'm' }) }),
      callExchange({ body: body({ messageId: 'm' }) }),
    ];
    const { steps } = firstIdentify(twice);
    assert.equal(steps.filter((step) => step.startsWith('your code')).length, 1);
    assert.equal(steps.filter((step) => step.startsWith('Segment')).length, 2);
  });

  it('leaves out markers, which only this tool sends', () => {
    const marker: Exchange = { ...callExchange(), purpose: 'marker' };
    const body = '{"type":"identify","userId":"zed"}';
    assert.equal(firstIdentify([callExchange({ body }), marker]).steps.length, 3);
  });

  it('shows the attempts of Segment and the waits between them', () => {
    const at = (url: string, startedAt: string, status: number): Exchange => ({
      ...callExchange({ url, body: '{"type":"track","userId":"u1","event":"Tried"}' }, { status }),
      startedAt,
    });
    const { steps, missing } = retry([
      at('http://127.0.0.1:1/v1/track', '2024-05-01T12:00:00.000Z', 200),
      at('http://127.0.0.1:2/segment', '2024-05-01T12:00:00.000Z', 503),
      at('http://127.0.0.1:2/segment', '2024-05-01T12:00:04.100Z', 503),
      at('http://127.0.0.1:2/segment', '2024-05-01T14:07:34.100Z', 200),
    ]);
    assert.deepEqual(steps.slice(1), [
      'your code → Segment: track u1 "Tried", answered 200 accepted',
      'Segment → destination: track u1 "Tried", answered 503 neither accepted nor refused',
      '4 s later:',
      'Segment → destination: track u1 "Tried", answered 503 neither accepted nor refused',
      '2 h 7 min later:',
      'Segment → destination: track u1 "Tried", answered 200 accepted',
    ]);
    assert.equal(missing.length, 2);
  });

  it('is well-formed and has neither scripts nor references, whatever a target answers', () => {
    const user = JSON.stringify({ users: [{ userId: HOSTILE, properties: { [HOSTILE]: HOSTILE } }] });
    const call = JSON.stringify({ type: HOSTILE, userId: HOSTILE, traits: { [HOSTILE]: HOSTILE } });
    for (const exchanges of [
      [callExchange({ body: call }, { body: HOSTILE }), recordsExchange(user)],
      [callExchange({ body: HOSTILE, url: HOSTILE }), recordsExchange(HOSTILE)],
      [{ ...callExchange(), response: undefined, failure: HOSTILE } as unknown as Exchange],
    ]) {
      const parts = { name: HOSTILE, difference: { message: HOSTILE }, verdict: 'fail' } as const;
      const { svg = '', steps } = firstIdentify(exchanges, parts);
      readXml(svg);
      assert.doesNotMatch(svg, /<script|<img|href|url\(|@import|<foreignObject/i);
      for (const character of ['\u001b', '\u0000', '\u202e', '\n'])
        assert.ok(!steps.join().includes(character));
    }
  });

  it('cuts what is long, in lines and in their number', () => {
    const properties = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`property_${index}`, 'x'.repeat(500)]),
    );
    const users = JSON.stringify({ users: [{ userId: 'ada', properties }] });
    const body = JSON.stringify({ type: 'identify', userId: 'ada', traits: properties });
    const { svg = '', steps } = firstIdentify([callExchange({ body }), recordsExchange(users)]);
    assert.match(svg, /… 24 more lines/);
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text = '']) =>
      text.replaceAll(/&\w+;/g, '"'),
    );
    assert.ok(
      texts.every((text) => [...text].length <= 60),
      texts.join('\n'),
    );
    assert.ok(steps.every((step) => step.length < 2000));
  });
});
