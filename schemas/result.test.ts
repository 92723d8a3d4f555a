/** The result schema and the types of `result.ts` agree. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type ResultRecord, schemaDocument, VERDICTS_WORST_FIRST, validate } from './index.ts';

/** Every optional member is present somewhere. */
const complete: Required<ResultRecord> = {
  schemaVersion: 1,
  tool: { name: 'astrolabe-conformance', version: '0.1.0', contractDigest: 'f'.repeat(64) },
  run: {
    id: 'r1',
    seed: 4711,
    startedAt: '2024-05-01T12:00:00.000Z',
    durationMs: 1234.5,
    evidence: 'readback',
    strict: false,
    options: ['--base-url', 'https://astrolabe.example/segment', '--settle', '300ms'],
    selection: {
      clauses: ['AST-IDENT-*'],
      examples: ['AST-IDENT-001.1'],
      tags: '@must',
      smoke: true,
      shard: { numbers: [2], of: 5, examples: 9, merged: true },
    },
    suite: { clauses: ['AST-IDENT-001'], examples: 214 },
    findings: {
      unusable: 'refused',
      indifferent: 'alike',
      evidenceFault: 'HTML',
      invisibleUser: 'no User',
      defects: 'group-replaces',
      faults: 'flaky',
      gone: 'the target stopped responding after 203 calls',
      limit: 'the run took longer than 30 min (--max-time)',
    },
    stopped: true,
    exitCode: 1,
    reasons: ['One MUST clause failed.'],
    basis: 'attestation',
    baseline: { file: 'baseline.json', excused: ['AST-IDENT-002.1'], problems: [] },
    exploration: {
      sequences: 12,
      calls: 90,
      seed: 5,
      requests: 140,
      pairs: 60,
      finding: { clause: 'AST-IDENT-003', path: '11', calls: 2 },
      findings: [{ clause: 'AST-IDENT-003', path: '11', calls: 2 }],
      ended: 'its time was used up',
    },
    requests: { calls: 1, markers: 1, records: 1 },
    network: {
      unsteady: 1,
      firstUnsteady: [{ example: 'AST-IDENT-001.1', purpose: 'call', came: '502', recovered: true }],
      throttled: 2,
      throttledMs: 2000,
      reopened: 1,
    },
    latency: { calls: [{ upToMs: 2, count: 1 }], visible: [{ upToMs: 25, count: 1 }] },
  },
  controls: [],
  target: {
    baseUrl: 'https://astrolabe.example/segment',
    recordsUrl: 'https://astrolabe.example/records',
    embedded: false,
  },
  verdict: 'nonconformant',
  counts: {
    fail: 1,
    warn: 0,
    'harness-error': 0,
    blocked: 0,
    'not-observable': 0,
    pass: 0,
    info: 0,
    'not-applicable': 0,
  },
  clauses: [
    {
      id: 'AST-IDENT-001',
      level: 'MUST',
      provenance: 'documented',
      evidence: 'readback',
      title: 'The first identify for a user ID creates exactly one User',
      verdict: 'fail',
      provenBy: ['never-updates'],
      examples: [
        {
          id: 'AST-IDENT-001.1',
          name: 'A new user ID becomes one User',
          verdict: 'fail',
          reason: 'Seen until the deadline.',
          difference: { message: 'two Users where one was expected', expected: 1, actual: 2 },
          steps: ['When an identify is sent', 'Then there is one User'],
          location: 'features/20-identify/create.feature:12',
          durationMs: 40,
          shortened: 'climbed to 10 of 32',
          checklist: ['User "u" is there'],
          attestation: { by: 'Ada', at: '2026-01-02', holds: true },
          exchanges: [
            {
              purpose: 'records',
              startedAt: '2024-05-01T12:00:00.100Z',
              durationMs: 3.5,
              request: {
                method: 'GET',
                url: 'https://astrolabe.example/records/users?userId=u-1',
                headers: { accept: 'application/json' },
                body: '',
              },
              response: { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' },
              failure: 'none',
              sentAgain: 'unsteady',
            },
          ],
        },
      ],
    },
  ],
};

it('a record with every member is valid', () => {
  assert.deepEqual(validate('result', complete), []);
});

it('the schema has no member that the record lacks', () => {
  const known = new Set(membersOf(complete));
  const named = namesIn(schemaDocument('result'));
  assert.deepEqual(
    [...named].filter((name) => !known.has(name)),
    [],
  );
});

it('the verdicts are in the same order', () => {
  const { verdict } = schemaDocument('result').$defs as Record<string, { enum?: unknown }>;
  assert.deepEqual(verdict?.enum, VERDICTS_WORST_FIRST);
});

function* membersOf(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield* Object.keys(value);
  for (const member of Object.values(value)) yield* membersOf(member);
}

/** The names under every `properties` of a schema. */
function* namesIn(schema: object): Generator<string> {
  for (const [keyword, value] of Object.entries(schema)) {
    if (typeof value !== 'object' || value === null) continue;
    if (keyword === 'properties') yield* Object.keys(value);
    yield* namesIn(value);
  }
}
