/** Broken destinations: the suite must find each fault, and fail the right clause. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ResultRecord } from '../schemas/index.ts';
import { type Fault, faults } from './destination/faults.ts';
import { runCommand, startDestination } from './outside/index.ts';
import { pointAt } from './shell.ts';

/** Grades an independent destination with one fault. */
async function grade(fault: Fault, ...words: string[]): Promise<{ exitCode: number; record: ResultRecord }> {
  const destination = await startDestination({
    faults: [fault],
    blockingApiKey: 'bk-Broken-1',
    restrictedApiKey: 'rk-Broken-1',
  });
  try {
    const { argv, env } = pointAt(destination);
    const ran = await runCommand([...argv, '--settle', '80ms', ...words], env);
    return { exitCode: ran.exitCode, record: ran.record() };
  } finally {
    await destination.close();
  }
}

function unmetIn(record: ResultRecord): string[] {
  return record.clauses.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn').map(({ id }) => id);
}

describe('a broken destination, graded on every clause', () => {
  const blamed = {
    'replaces-instead-of-merging': 'AST-IDENT-003',
    'never-updates': 'AST-IDENT-002',
    'duplicates-user': 'AST-IDENT-002',
    'drops-false': 'AST-IDENT-004',
    'stores-true-as-string': 'AST-AUD-001',
    'accepts-any-key': 'AST-AUTH-002',
    'accepts-bad-json': 'AST-HTTP-004',
    'loses-association': 'AST-ASSOC-001',
    'leaks-group-traits-into-user': 'AST-GROUP-006',
    'page-400': 'AST-HTTP-006',
    'limit-8kb': 'AST-HTTP-009',
    'busy-at-first': 'AST-HTTP-014',
    'stores-blocked-users': 'AST-SETUP-001',
  } as const;
  for (const [fault, clauseId] of Object.entries(blamed)) {
    it(`${fault}: ${clauseId} fails`, async () => {
      const { exitCode, record } = await grade(fault as Fault);
      const clause = record.clauses.find(({ id }) => id === clauseId);
      assert.ok(unmetIn(record).includes(clauseId), `unmet: ${unmetIn(record).join(', ') || 'nothing'}`);
      assert.equal(exitCode, clause?.level === 'MUST' ? 1 : 0);
      assert.equal(record.verdict, exitCode === 1 ? 'nonconformant' : 'conformant-with-warnings');
    });
  }

  it('stores-nothing: AST-IDENT-001 fails and the other read-back clauses are blocked', async () => {
    const { exitCode, record } = await grade('stores-nothing');
    assert.equal(exitCode, 1);
    assert.deepEqual(unmetIn(record), ['AST-IDENT-001']);
    const judged = record.clauses.filter(
      ({ evidence, verdict }) => evidence === 'readback' && verdict === 'pass',
    );
    assert.deepEqual(judged, []);
  });
});

describe('a broken destination, graded on the clause that it breaks', () => {
  for (const [fault, { breaks }] of Object.entries(faults)) {
    if (breaks === 'nothing' || breaks === 'evidence') continue;
    it(`${fault}: ${breaks}`, async () => {
      // These faults change the newest other record, which must belong to the same example.
      const alone = fault.startsWith('changes-another') ? ['--concurrency', '1'] : [];
      const replay = breaks.startsWith('AST-REPLAY-') ? ['--replay'] : [];
      const { record } = await grade(fault as Fault, '--clauses', breaks, ...alone, ...replay);
      assert.deepEqual(unmetIn(record), [breaks]);
    });
  }
});

describe('a destination that refuses with another status', () => {
  const unmet = {
    '500-for-bad-json': ['AST-HTTP-005', 'AST-HTTP-013'],
    '500-for-bad-shape': ['AST-HTTP-005', 'AST-HTTP-013'],
    '500-for-wrong-key': ['AST-AUTH-003'],
  } as const;
  for (const [fault, clauseIds] of Object.entries(unmet)) {
    it(`${fault}: only the SHOULD that names the status is unmet`, async () => {
      const { exitCode, record } = await grade(fault as Fault);
      assert.deepEqual(unmetIn(record), clauseIds);
      assert.equal(exitCode, 0);
    });
  }
});

describe('an unusual but lawful destination', () => {
  for (const [fault, { breaks }] of Object.entries(faults)) {
    if (breaks !== 'nothing') continue;
    it(`${fault}: no clause fails`, async () => {
      // Some store late; a right state ends the waiting, so a longer deadline costs nothing.
      const { exitCode, record } = await grade(fault as Fault, '--settle', '5s', '--replay');
      assert.deepEqual(unmetIn(record), []);
      assert.equal(exitCode, 0);
    });
  }
});

describe('a destination whose records cannot be read', () => {
  for (const [fault, { breaks }] of Object.entries(faults)) {
    if (breaks !== 'evidence') continue;
    it(`${fault}: exit 3 with the reason, no downgrade to wire`, async () => {
      const { exitCode, record } = await grade(fault as Fault);
      assert.equal(exitCode, 3);
      assert.equal(record.run.evidence, 'readback');
      assert.match(record.run.reasons.join(), /Records API/);
    });
  }
});
