/** Every format says the same verdict in the same words, and none says a better one, whatever happened to a run. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ClauseResult, ControlFindings, ExampleResult, ResultRecord } from '../schemas/index.ts';
import { judged, mergeRecords } from '../verdict/index.ts';
import { REPORT_FORMATS, type ReportName } from './catalogue.ts';
import { clause, example, recordOf } from './fixtures/record.ts';
import { readXml } from './fixtures/well-formed.ts';

/** One value of each row in every combination. */
const TABLE = {
  outcome: ['pass', 'warn', 'fail', 'harness-error', 'blocked'],
  baseline: ['none', 'excuses all failures', 'is out of date'],
  attested: ['nothing', 'confirmed', 'MUST broken', 'SHOULD broken'],
  happened: ['nothing', 'defects', 'faults', 'gone', 'evidenceFault', 'unusable', 'indifferent', 'stopped'],
  selection: ['whole', 'selected', 'smoke'],
  strict: [false, true],
  evidence: ['readback', 'wire'],
} as const;

type Case = { readonly [Row in keyof typeof TABLE]: (typeof TABLE)[Row][number] };

const FINDINGS: Readonly<Partial<Record<Case['happened'], ControlFindings>>> = {
  defects: { defects: 'group-replaces' },
  faults: { faults: 'flaky, slow' },
  gone: { gone: 'the target stopped responding after 203 calls' },
  evidenceFault: { evidenceFault: 'the Records API answered 404 instead of 200' },
  unusable: { unusable: 'the target answered 401 with an empty body' },
  indifferent: { indifferent: 'the target also accepts an unknown API key' },
};

/** What the contract (section 5) says about a case, written without a look at the judge. */
interface Expected {
  readonly exitCode: number;
  readonly verdict: ResultRecord['verdict'];
  /** How the headline begins. */
  readonly words: string;
}

function expectedOf({ outcome, baseline, attested, happened, strict }: Case): Expected {
  const failed = outcome === 'fail' || (outcome === 'warn' && strict);
  const excused = baseline === 'excuses all failures';
  const not = (words: string) => ({ exitCode: 1, verdict: 'nonconformant', words }) as const;
  const incomplete = (exitCode: number) =>
    ({ exitCode, verdict: 'incomplete', words: 'Incomplete, no verdict' }) as const;
  if ((failed && !excused) || happened === 'indifferent') return not('Not conformant');
  if (attested === 'MUST broken' || (attested === 'SHOULD broken' && strict)) {
    return not('Not conformant (attested');
  }
  if (happened === 'unusable') return incomplete(4);
  if (baseline === 'is out of date') return not('Not conformant (baseline out of date');
  if (outcome === 'harness-error') return incomplete(5);
  if (happened !== 'nothing' || outcome === 'blocked') return incomplete(3);
  if (failed) return { exitCode: 0, verdict: 'known-failures', words: 'Known failures only' };
  if (outcome === 'warn') {
    return { exitCode: 0, verdict: 'conformant-with-warnings', words: 'Conformant with warnings' };
  }
  if (attested === 'SHOULD broken') {
    return { exitCode: 0, verdict: 'conformant-with-warnings', words: 'Conformant with warnings (attested' };
  }
  return { exitCode: 0, verdict: 'conformant', words: 'Conformant' };
}

function* casesOf(): Generator<Case> {
  const rows = Object.entries(TABLE);
  const total = rows.reduce((product, [, values]) => product * values.length, 1);
  for (let number = 0; number < total; number += 1) {
    let rest = number;
    const chosen = rows.map(([row, values]) => {
      const value = values[rest % values.length];
      rest = Math.floor(rest / values.length);
      return [row, value];
    });
    yield Object.fromEntries(chosen) as Case;
  }
}

const UNSEEN = { reason: 'stored records cannot be read' };
const difference = { message: 'it was different' };

/** Two clauses on the wire and four that need read-back, the first two of which a person can look at. */
function clausesOf({ outcome, attested, strict, evidence }: Case): ClauseResult[] {
  const about = { evidence: 'wire', title: 'A rule' } as const;
  const readback = { evidence: 'readback', title: 'A stored rule' } as const;
  const verdict = outcome === 'warn' && strict ? 'fail' : outcome;
  const level = outcome === 'warn' ? 'SHOULD' : 'MUST';
  const stored = evidence === 'wire' ? 'not-observable' : 'pass';
  const sawBroken = { by: 'Ada', at: '2026-11-23', holds: false };
  const answers: Partial<Record<Case['attested'], readonly [object, object]>> = {
    confirmed: [
      { attestation: { ...sawBroken, holds: true } },
      { attestation: { ...sawBroken, holds: true } },
    ],
    'MUST broken': [{ attestation: sawBroken }, {}],
    'SHOULD broken': [{}, { attestation: sawBroken }],
  };
  const [must, should] = answers[attested] ?? [{}, {}];
  const one = (id: string, parts: Partial<ExampleResult> = {}) =>
    example(`${id}.1`, stored, { ...UNSEEN, ...parts });
  return [
    clause('AST-HTTP-001', { level: 'MUST', ...about }, [example('AST-HTTP-001.1', 'pass')]),
    clause('AST-HTTP-003', { level, ...about }, [
      example('AST-HTTP-003.1', verdict, { difference, reason: 'it was so' }),
    ]),
    clause('AST-IDENT-001', { level: 'MUST', ...readback }, [one('AST-IDENT-001', must)]),
    clause('AST-IDENT-002', { level: 'SHOULD', ...readback }, [one('AST-IDENT-002', should)]),
    clause('AST-IDENT-003', { level: 'MUST', ...readback }, [one('AST-IDENT-003')]),
    clause('AST-IDENT-004', { level: 'MUST', ...readback }, [one('AST-IDENT-004')]),
  ];
}

/** The record of a case, whole and merged from two shards. */
function recordsOf(given: Case): { whole: ResultRecord; merged: ResultRecord } {
  const { baseline, happened, selection, strict, evidence } = given;
  const clauses = clausesOf(given);
  const base = recordOf([]);
  const isPart = selection !== 'whole';
  const failing = clauses.flatMap(({ examples }) => examples.filter(({ verdict }) => verdict === 'fail'));
  const shardOf = (own: readonly ClauseResult[], holds: boolean) =>
    judged({
      ...base,
      clauses: own,
      run: {
        ...base.run,
        strict,
        evidence,
        selection: {
          clauses: selection === 'selected' ? ['AST-*'] : [],
          examples: [],
          smoke: selection === 'smoke' ? true : undefined,
        },
        suite: { clauses: clauses.map(({ id }) => id), examples: clauses.length + (isPart ? 1 : 0) },
        findings: holds ? (FINDINGS[happened] ?? {}) : {},
        stopped: holds && happened === 'stopped',
        baseline:
          baseline === 'none'
            ? undefined
            : {
                file: 'baseline.json',
                excused: baseline === 'excuses all failures' ? failing.map(({ id }) => id) : [],
                problems: holds && baseline === 'is out of date' ? ['AST-HTTP-001.1 passes now'] : [],
              },
      },
    });
  const merged = mergeRecords([shardOf(clauses.slice(0, 3), false), shardOf(clauses.slice(3), true)]);
  if ('problem' in merged) throw new Error(merged.problem);
  return { whole: shardOf(clauses, true), merged: merged.value };
}

/** The record without the sums of time and requests. */
function told({
  controls: _,
  run: { durationMs: __, requests: ___, ...run },
  ...record
}: ResultRecord): unknown {
  return JSON.parse(JSON.stringify({ ...record, run }));
}

/** What each format says the headline is. */
const HEADLINES: Readonly<Partial<Record<ReportName, (text: string) => string | undefined>>> = {
  console: (text) => text.trimEnd().split('\n').at(-1),
  junit: (text) => unescaped(/<property name="headline" value="([^"]*)"/.exec(text)?.[1]),
  ctrf: (text) => JSON.parse(text).results.summary.extra.headline,
  markdown: (text) => unescaped(/^\*\*(.*)\*\*$/m.exec(text)?.[1]),
  github: (text) => decoded(/^::\w+ title=([^:]*)::/.exec(text)?.[1]),
  badge: (text) => unescaped(/<title>(.*)<\/title>/.exec(text)?.[1]),
};

function unescaped(text = ''): string {
  return text.replaceAll('&apos;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

function decoded(text = ''): string {
  return text.replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%');
}

/** Words that limit a verdict, which its headline must not leave out. */
function limitsOf({ selection, strict, happened, evidence }: Case, { verdict }: Expected): string[] {
  const happenings: Partial<Record<Case['happened'], string>> = {
    defects: 'defects switched on',
    faults: 'faults switched on',
    gone: 'the target stopped responding after 203 calls',
    evidenceFault: 'read-back failed',
    stopped: 'stopped before its end',
  };
  return [
    ...(evidence === 'wire' && verdict !== 'incomplete' ? ['responses only'] : []),
    ...(selection === 'selected' ? ['selected clauses only'] : []),
    ...(selection === 'smoke' ? ['smoke set only'] : []),
    ...(strict ? ['strict'] : []),
    ...(happenings[happened] ?? []),
  ].flat();
}

/** @throws AssertionError if a format tells another story */
async function check(given: Case): Promise<void> {
  const { whole: record, merged } = recordsOf(given);
  // Formats are functions of the record, so what is shown of the one is true of the other.
  assert.deepEqual(told(merged), told(record));
  const { exitCode, verdict, words } = expectedOf(given);
  const render = (name: ReportName) =>
    REPORT_FORMATS[name].render({
      records: [record],
      facts: () => [],
      terminal: { colour: false, width: 1000 },
    });

  const json = JSON.parse(await render('json')) as ResultRecord;
  assert.deepEqual([json.verdict, json.run.exitCode], [verdict, exitCode]);
  assert.equal(json.run.reasons.length > 0, verdict !== 'conformant');

  const headlines = await Promise.all(
    Object.entries(HEADLINES).map(async ([name, read]) => [name, read(await render(name as ReportName))]),
  );
  for (const [name, headline = ''] of headlines) {
    assert.equal(headline, headlines[0]?.[1], name);
    assert.ok(headline.startsWith(words), `${name}: ${headline}`);
    const isBare = !words.includes('(');
    assert.ok(!isBare || !/\((attested|baseline)/.test(headline), `${name}: ${headline}`);
    for (const limit of limitsOf(given, { exitCode, verdict, words }))
      assert.ok(headline.includes(limit), `${name} lacks ${limit}: ${headline}`);
  }

  const badge = JSON.parse(await render('badge-json'));
  const svg = await render('badge');
  const short = words.toLowerCase().replace(' (', ' · ').replace(', no verdict', '');
  assert.ok(badge.message.startsWith(short), badge.message);
  assert.ok(svg.includes(`aria-label="astrolabe: ${badge.message}"`));
  assert.equal(badge.color, colourOf(given, verdict));
  assert.ok(svg.includes(`fill="${HEX[badge.color as keyof typeof HEX]}"`));

  const [suites] = readXml(await render('junit'));
  const number = (name: string) => Number(new RegExp(`${name}="(\\d+)"`).exec(suites?.attributes ?? '')?.[1]);
  assert.equal(number('failures') + number('errors') > 0, exitCode !== 0, 'JUnit');
  if (verdict === 'known-failures') assert.ok(number('skipped') > 0);
  const { tests, passed, failed, skipped } = JSON.parse(await render('ctrf')).results.summary;
  const junit = [number('tests'), number('failures') + number('errors'), number('skipped')];
  assert.deepEqual([tests, failed, skipped], junit, 'CTRF');
  assert.equal(passed, tests - failed - skipped, 'CTRF');
  assert.equal(/^::error /m.test(await render('github')), exitCode !== 0, 'GitHub');
  const html = await render('html');
  assert.ok(html.includes(`>${headlines[0]?.[1]}<`), 'HTML');
  assert.ok(html.includes(`<title>Astrolabe conformance: ${badge.message}</title>`), 'HTML');
  assert.match(html, new RegExp(`class="(?:[^"]* )?${verdict}[ "]`), 'HTML');
}

const HEX = { brightgreen: '#2b7a2b', yellow: '#8a6400', red: '#b3261e', lightgrey: '#5f6368' } as const;

/** With responses only, four of the six clauses are not observed. */
function colourOf({ evidence }: Case, verdict: ResultRecord['verdict']): keyof typeof HEX {
  if (verdict === 'nonconformant') return 'red';
  if (verdict === 'incomplete' || evidence === 'wire') return 'lightgrey';
  return verdict === 'conformant' ? 'brightgreen' : 'yellow';
}

describe('every format tells the same story', () => {
  for (const happened of TABLE.happened) {
    it(`if ${happened} happened`, async () => {
      for (const given of casesOf()) {
        if (given.happened !== happened) continue;
        await check(given).catch((error: Error) => {
          error.message = `${JSON.stringify(given)}: ${error.message}`;
          throw error;
        });
      }
    });
  }
});
