/** Merging shards: however a run is split, the merged record is the record of the whole run. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type ClauseResult,
  type ExampleResult,
  type LatencySummary,
  type ResultRecord,
  type UnsteadyRequest,
  VERDICTS_WORST_FIRST,
} from '../schemas/index.ts';
import { judged, type UnjudgedRecord, worstOf } from './judge.ts';
import { mergeRecords } from './merge.ts';
import { isPartial } from './selection.ts';

const CASES = 1000;
const CLAUSES = ['AST-HTTP-001', 'AST-AUTH-001', 'AST-IDENT-001', 'AST-IDENT-002', 'AST-TRACK-002'];
const EXAMPLES_EACH = 3;

function unjudged(clauses: readonly ClauseResult[], run: Partial<ResultRecord['run']> = {}): UnjudgedRecord {
  return {
    schemaVersion: 1,
    tool: { name: 'astrolabe-conformance', version: '0.2.0', contractDigest: 'digest' },
    run: {
      id: 'r1',
      seed: 1,
      startedAt: '2026-11-26T12:00:00.000Z',
      durationMs: 0,
      evidence: 'readback',
      strict: false,
      selection: { clauses: [], examples: [] },
      suite: { clauses: CLAUSES, examples: CLAUSES.length * EXAMPLES_EACH },
      findings: {},
      stopped: false,
      requests: { calls: 0, markers: 0, records: 0 },
      ...run,
    },
    controls: [],
    target: { baseUrl: 'http://127.0.0.1:1/astrolabe', embedded: false },
    clauses,
  };
}

function clauseOf(id: string, examples: readonly ExampleResult[]): ClauseResult {
  const level = id === 'AST-TRACK-002' ? 'SHOULD' : 'MUST';
  return {
    id,
    level,
    provenance: 'documented',
    evidence: 'wire',
    title: `rule of ${id}`,
    verdict: worstOf(examples),
    examples,
  };
}

const verdicts = fc.constantFrom(...VERDICTS_WORST_FIRST);

const attestations = fc.record({
  by: fc.constantFrom('Ada', 'Grace'),
  at: fc.constant('2026-11-23'),
  holds: fc.boolean(),
});

/** One example of each clause and number; some of them are absent, as in a run of selected examples. */
const someExamples: fc.Arbitrary<readonly ExampleResult[]> = fc
  .tuple(
    ...CLAUSES.flatMap((clause, file) =>
      Array.from({ length: EXAMPLES_EACH }, (_, index) =>
        fc.option(
          fc.record({
            id: fc.constant(`${clause}.${index + 1}`),
            name: fc.constant('n'),
            verdict: verdicts,
            reason: fc.constantFrom('one reason', 'another reason'),
            steps: fc.constant([]),
            // Line numbers of one and of two digits, because they are compared as numbers.
            location: fc.constant(`features/${file}.feature:${index * 6 + 3}`),
            durationMs: fc.constant(1),
            exchanges: fc.constant([]),
            attestation: fc.option(attestations, { nil: undefined, freq: 4 }),
          }),
          { nil: undefined, freq: 4 },
        ),
      ),
    ),
  )
  .map((examples) => examples.filter((one) => one !== undefined));

const findings = fc.record(
  {
    unusable: fc.constant('refused'),
    indifferent: fc.constant('alike'),
    evidenceFault: fc.constant('HTML'),
    invisibleUser: fc.constant('no User'),
    defects: fc.constantFrom('group-replaces', 'group-replaces, update-replaces'),
    faults: fc.constantFrom('flaky', 'flaky, slow'),
    gone: fc.constant('the target stopped responding after 203 calls'),
  },
  { requiredKeys: [] },
);

/** One request of a run, and what the network did to it. */
interface SentRequest {
  readonly unsteady: UnsteadyRequest | undefined;
  readonly waitedMs: number;
  readonly isReopened: boolean;
  readonly latency: { readonly of: keyof LatencySummary; readonly upToMs: number };
}

const sentRequests: fc.Arbitrary<readonly SentRequest[]> = fc.array(
  fc.record({
    unsteady: fc.option(
      fc.record({
        example: fc.constantFrom('control', 'AST-HTTP-001.1'),
        purpose: fc.constantFrom('call' as const, 'records' as const),
        came: fc.constantFrom('502', 'no response'),
        recovered: fc.boolean(),
      }),
      { nil: undefined },
    ),
    waitedMs: fc.constantFrom(0, 0, 1000),
    isReopened: fc.boolean(),
    latency: fc.record({
      of: fc.constantFrom('calls' as const, 'visible' as const),
      upToMs: fc.constantFrom(1, 2, 5, 10),
    }),
  }),
  { maxLength: 12 },
);

/** What the record of these requests says about them. */
function seen(requests: readonly SentRequest[]): Pick<ResultRecord['run'], 'network' | 'latency'> {
  const unsteady = requests.flatMap((request) => request.unsteady ?? []);
  const buckets = (of: keyof LatencySummary) => {
    const limits = requests.filter(({ latency }) => latency.of === of).map(({ latency }) => latency.upToMs);
    return [...new Set(limits)]
      .toSorted((a, b) => a - b)
      .map((upToMs) => ({ upToMs, count: limits.filter((limit) => limit === upToMs).length }));
  };
  return {
    network: {
      unsteady: unsteady.length,
      firstUnsteady: unsteady,
      throttled: requests.filter(({ waitedMs }) => waitedMs > 0).length,
      throttledMs: requests.reduce((total, { waitedMs }) => total + waitedMs, 0),
      reopened: requests.filter(({ isReopened }) => isReopened).length,
    },
    latency: { calls: buckets('calls'), visible: buckets('visible') },
  };
}

const rarely = { freq: 3, nil: undefined };
const wholeRuns = fc.record({
  examples: someExamples,
  findings: fc.option(findings, rarely),
  stopped: fc.boolean(),
  strict: fc.boolean(),
  problems: fc.option(fc.constant('AST-DEL-001.1 passes now'), rarely),
  hasBaseline: fc.boolean(),
  isSmoke: fc.boolean(),
  requests: fc.option(sentRequests, rarely),
});

function recordOf(examples: readonly ExampleResult[], run: Partial<ResultRecord['run']>): ResultRecord {
  const clauses = CLAUSES.flatMap((id) => {
    const own = examples.filter((one) => one.id.startsWith(`${id}.`));
    return own.length === 0 ? [] : [clauseOf(id, own)];
  });
  return judged(unjudged(clauses, run));
}

const selecting = (examples: readonly ExampleResult[]) => ({
  clauses: [],
  examples: examples.map(({ id }) => id),
});

function problemOf(shards: readonly ResultRecord[]): string {
  const one = mergeRecords(shards);
  return 'problem' in one ? one.problem : '';
}

function merged(shards: readonly ResultRecord[]): ResultRecord {
  const one = mergeRecords(shards);
  if ('problem' in one) throw new Error(one.problem);
  return one.value;
}

describe('merging', () => {
  it(`gives the record of the whole run, in ${CASES} ways to split one`, () => {
    fc.assert(
      fc.property(
        wholeRuns,
        fc.integer({ min: 2, max: 5 }),
        fc.infiniteStream(fc.nat()),
        (given, count, draws) => {
          const { examples, stopped, strict, hasBaseline, problems, requests } = given;
          const draw = (below: number) => draws.next().value % below;
          const excused = examples.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
          const baseline = hasBaseline
            ? { file: 'b.json', excused, problems: problems === undefined ? [] : [problems] }
            : undefined;
          const isWhole = examples.length === CLAUSES.length * EXAMPLES_EACH;
          const smoke = given.isSmoke ? ({ smoke: true } as const) : {};
          const whole = recordOf(examples, {
            strict,
            selection: isWhole ? { clauses: [], examples: [] } : { ...selecting(examples), ...smoke },
            findings: given.findings ?? {},
            stopped,
            baseline,
            durationMs: 600,
            requests: { calls: 60, markers: 6, records: 6 },
            ...(requests && seen(requests)),
          });

          const shardOf = new Map(examples.map(({ id }) => [id, draw(count)]));
          const holder = draw(count);
          const senderOf = new Map(requests?.map((request) => [request, draw(count)]));
          const shards = Array.from({ length: count }, (_, shard) => {
            const own = examples.filter(({ id }) => shardOf.get(id) === shard);
            const holds = shard === holder;
            return recordOf(own, {
              strict,
              selection: { ...selecting(own), ...smoke },
              findings: holds ? (given.findings ?? {}) : {},
              stopped: holds && stopped,
              baseline: baseline && {
                file: 'b.json',
                excused: excused.filter((id) => shardOf.get(id) === shard),
                problems: holds ? baseline.problems : [],
              },
              durationMs: shard === 0 ? 600 : 0,
              requests:
                shard === 0 ? { calls: 60, markers: 6, records: 6 } : { calls: 0, markers: 0, records: 0 },
              ...(requests && seen(requests.filter((request) => senderOf.get(request) === shard))),
            });
          });
          const order = shards.map((shard) => ({ shard, at: draw(1000) })).toSorted((a, b) => a.at - b.at);
          const actual = merged(order.map(({ shard }) => shard));
          const inOrder = (record: ResultRecord) => ({
            ...record,
            run: {
              ...record.run,
              selection: { ...record.run.selection, examples: record.run.selection.examples.toSorted() },
              // Shards send at the same time, so that their requests have no common order.
              network: record.run.network && {
                ...record.run.network,
                firstUnsteady: record.run.network.firstUnsteady.map((one) => JSON.stringify(one)).toSorted(),
              },
              baseline: record.run.baseline && {
                ...record.run.baseline,
                excused: record.run.baseline.excused.toSorted(),
              },
            },
          });
          assert.deepEqual(
            JSON.parse(JSON.stringify(inOrder(actual))),
            JSON.parse(JSON.stringify(inOrder(whole))),
          );
        },
      ),
      { numRuns: CASES, seed: 1 },
    );
  });

  const all = CLAUSES.flatMap((clause) => [
    passing(`${clause}.1`),
    passing(`${clause}.2`),
    passing(`${clause}.3`),
  ]);
  const [one, two] = [all.slice(0, 7), all.slice(7)];
  const healthy = recordOf(two, { selection: selecting(two) });

  it('keeps defects that were switched on in one shard', () => {
    const broken = recordOf(one, { selection: selecting(one), findings: { defects: 'group-replaces' } });
    for (const shards of [
      [broken, healthy],
      [healthy, broken],
    ]) {
      const { verdict, run } = merged(shards);
      assert.deepEqual([verdict, run.exitCode], ['incomplete', 3]);
      assert.match(run.reasons.join(), /group-replaces/);
    }
  });

  it('keeps an evidence fault and a stop of one shard', () => {
    const faulty = recordOf(one, { selection: selecting(one), findings: { evidenceFault: 'answers HTML' } });
    const stopped = recordOf(one, { selection: selecting(one), stopped: true });
    assert.equal(merged([healthy, faulty]).run.exitCode, 3);
    assert.equal(merged([healthy, stopped]).run.exitCode, 3);
  });

  it('keeps a failure even if another shard could not reach the target', () => {
    const failed = recordOf([{ ...passing('AST-HTTP-001.1'), verdict: 'fail' }], {});
    const away = recordOf([], { findings: { unusable: 'connection refused' } });
    assert.equal(merged([away, failed]).run.exitCode, 1);
    assert.equal(merged([away, healthy]).run.exitCode, 4);
  });

  it('recognises that a shard is missing, for every kind of filter', () => {
    const byTag = (tags: string, examples: readonly ExampleResult[]) =>
      recordOf(examples, { selection: { clauses: [], examples: [], tags } });
    const both = merged([byTag('@a', one.slice(1)), byTag('@b', two)]);
    assert.equal(isPartial(both), true);
    assert.equal(both.run.selection.tags, '(@a) or (@b)');
    assert.equal(isPartial(merged([byTag('@a', one), byTag('@b', two)])), false);
  });

  it('says which shards are missing, and judges no run that lacks some', () => {
    const shard = (number: number, examples: readonly ExampleResult[], of = 3, total = all.length) =>
      recordOf(examples, {
        selection: { clauses: [], examples: [], shard: { numbers: [number], of, examples: total } },
      });
    const [first, second, third] = [shard(1, one.slice(0, 1)), shard(2, one.slice(1)), shard(3, two)];
    const whole = merged([first, second, third]);
    assert.deepEqual([whole.verdict, whole.run.selection], ['conformant', { clauses: [], examples: [] }]);
    const lacking = merged([first, third]);
    assert.deepEqual([lacking.run.exitCode, lacking.run.reasons], [3, ['shards are missing: 2/3']]);
    assert.equal(merged([lacking, second]).verdict, 'conformant');
    for (const alone of [[first], [first, first]]) {
      const { run } = merged(alone);
      assert.deepEqual([run.exitCode, run.reasons], [3, ['shards are missing: 2/3, 3/3']]);
    }
    assert.equal(first.run.exitCode, 0, 'by itself it is judged by its own examples');
    const gap = merged([shard(1, one, 2, 21), shard(2, two, 2, 21)]);
    assert.match(
      gap.run.reasons.join(),
      /^6 of 21 examples are in no shard: give every shard the same --shard-by$/,
    );
    assert.match(
      problemOf([first, shard(2, one, 4)]),
      /shards of 3 and of 4; give all the same --shard N\/3$/,
    );
    assert.match(problemOf([first, shard(2, one, 3, 8)]), /shards of different selections/);
    assert.match(problemOf([first, recordOf(two, {})]), /only some of them are shards/);
    const otherSeed = { ...second, run: { ...second.run, seed: 8 } };
    assert.match(problemOf([first, otherSeed]), /seeds 1 and 8; give all shards the same --seed/);
  });

  it('uses the worse of two results for one example', () => {
    const failed = recordOf([{ ...passing('AST-HTTP-001.1'), verdict: 'fail' }], {});
    const passed = recordOf([passing('AST-HTTP-001.1')], {});
    assert.equal(merged([failed, passed]).verdict, 'nonconformant');
    assert.equal(merged([passed, failed]).verdict, 'nonconformant');
  });

  it('takes what a person saw broken before what a person confirmed, for one example', () => {
    const seenBy = (holds: boolean) =>
      recordOf(
        [
          {
            ...passing('AST-HTTP-001.1'),
            verdict: 'not-observable',
            attestation: { by: 'A', at: 'x', holds },
          },
          passing('AST-HTTP-001.2'),
        ],
        {},
      );
    for (const shards of [
      [seenBy(true), seenBy(false)],
      [seenBy(false), seenBy(true)],
    ]) {
      const { verdict, run } = merged(shards);
      assert.deepEqual([verdict, run.basis], ['nonconformant', 'attestation']);
    }
  });

  it('says known failures only if every shard has no others', () => {
    const failed = { ...passing('AST-HTTP-001.1'), verdict: 'fail' } as const;
    const known = recordOf([failed], {
      baseline: { file: 'b.json', excused: ['AST-HTTP-001.1'], problems: [] },
    });
    const other = recordOf([{ ...passing('AST-AUTH-001.1'), verdict: 'fail' }], {});
    assert.equal(known.verdict, 'known-failures');
    assert.equal(merged([known, healthy]).verdict, 'known-failures');
    assert.equal(merged([known, other]).verdict, 'nonconformant');
  });

  it('of smoke sets is a smoke set, and with other examples a list of examples', () => {
    const smoke = (own: readonly ExampleResult[], clauses: string) =>
      recordOf(own, { selection: { clauses: [clauses], examples: [], smoke: true } });
    const both = merged([smoke(one.slice(0, 1), 'AST-HTTP-*'), smoke(two.slice(0, 1), 'AST-I*')]);
    assert.deepEqual(both.run.selection, { clauses: ['AST-HTTP-*', 'AST-I*'], examples: [], smoke: true });
    const mixed = merged([smoke(one.slice(0, 1), 'AST-HTTP-*'), healthy]);
    assert.equal(mixed.run.selection.smoke, undefined);
    assert.equal(mixed.run.selection.examples.length, 9);
  });

  const strangers: readonly [string, (record: ResultRecord) => ResultRecord, RegExp][] = [
    ['another run', (record) => ({ ...record, run: { ...record.run, id: 'r2' } }), /runs r1 and r2/],
    [
      'another target',
      (record) => ({ ...record, target: { ...record.target, baseUrl: 'http://x/' } }),
      /targets/,
    ],
    [
      'another contract',
      (record) => ({ ...record, tool: { ...record.tool, contractDigest: 'x' } }),
      /contracts/,
    ],
    ['a strict run', (record) => ({ ...record, run: { ...record.run, strict: true } }), /--strict/],
    ['other evidence', (record) => ({ ...record, run: { ...record.run, evidence: 'wire' } }), /read back/],
    [
      'version 0.1',
      ({ run: { suite: _, ...run }, ...record }) => ({
        ...record,
        tool: { ...record.tool, version: '0.1.0' },
        run,
      }),
      /written by version 0\.1\.0/,
    ],
  ];
  for (const [what, change, sentence] of strangers) {
    it(`refuses a record of ${what}`, () => {
      const refused = mergeRecords([healthy, change(healthy)]);
      assert.match('problem' in refused ? refused.problem : '', sentence);
    });
  }
});

function passing(id: string): ExampleResult {
  const file = CLAUSES.findIndex((clause) => id.startsWith(clause));
  const location = `features/${file}.feature:${Number(id.at(-1)) * 6}`;
  return { id, name: 'n', verdict: 'pass', steps: [], location, durationMs: 1, exchanges: [] };
}
