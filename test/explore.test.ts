/** The explorer against broken destinations: what it finds, how short the finding is, and whether its scenario runs alone. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { startEmbedded } from '../harness/embedded.ts';
import { type ResultRecord, validate } from '../schemas/index.ts';
import { runCucumber } from './cucumber-js.ts';
import type { Fault } from './destination/faults.ts';
import { makeFolder } from './folder.ts';
import {
  type DestinationOptions,
  type OutsideDestination,
  runCommand,
  startDestination,
} from './outside/index.ts';
import { LAWFUL } from './seeds/lawful-destinations.ts';
import { pointAt } from './shell.ts';

async function withDestination<T>(
  options: DestinationOptions,
  use: (destination: OutsideDestination) => Promise<T>,
): Promise<T> {
  const destination = await startDestination(options);
  try {
    return await use(destination);
  } finally {
    await destination.close();
  }
}

async function explore(destination: OutsideDestination, ...words: string[]) {
  const { argv, env } = pointAt(destination);
  return runCommand([...argv, '--explore-only', '--settle', '300ms', ...words], env);
}

function findingsOf({ run }: ResultRecord) {
  return run.exploration?.findings ?? [];
}

/** The finding about a clause. */
function findingOf(record: ResultRecord, clause: string) {
  const finding = findingsOf(record).find((one) => one.clause === clause);
  assert.ok(
    finding,
    `found: ${
      findingsOf(record)
        .map((one) => one.clause)
        .join(', ') || 'nothing'
    }`,
  );
  return finding;
}

/** Faults that the explorer finds without a scenario, with the clause that it names. */
const FOUND = {
  'every-third-update-replaces': 'AST-IDENT-014',
  'drops-21st-property': 'AST-IDENT-014',
  'later-identify-drops-association': 'AST-ASSOC-006',
  'user-id-equal-to-group-id-mixes': 'AST-GROUP-006',
  'read-modify-write-race': 'AST-IDENT-012',
  'cuts-strings-at-255': 'AST-HTTP-011',
  'dotted-names-become-objects': 'AST-IDENT-008',
  'merges-users-by-email': 'AST-IDENT-010',
  'changes-another-account': 'AST-GROUP-009',
} as const satisfies Partial<Record<Fault, string>>;

/** How often a written scenario is run: calls at once do not lose something each time. */
const MOST_RUNS = 6;

/** What cucumber says of a written scenario that fails, or of the last run if it passes each time. */
async function failing(file: string, clause: string, destination: OutsideDestination): Promise<string> {
  let out = '';
  for (let run = 1; run <= MOST_RUNS && !out.includes('(1 failed)'); run += 1) {
    ({ out } = await runCucumber([file, '--tags', `@${clause}.9001`], destination));
  }
  return out;
}

/** The features that the explorer wrote, by fault. */
const features = new Map<string, string>();

describe('the explorer without scenarios', { concurrency: 2 }, () => {
  for (const [fault, clause] of Object.entries(FOUND)) {
    it(`finds ${fault} and writes it as a scenario of ${clause}`, () =>
      withDestination({ faults: [fault as Fault] }, async (destination) => {
        const ran = await explore(destination, '--seed', '1', '--explore', '60');
        const record = ran.record();
        const found = findingOf(record, clause);
        assert.deepEqual(validate('result', record), []);
        assert.ok(found.calls <= 5, `${found.calls} calls`);
        assert.ok((record.run.exploration?.sequences ?? 0) <= 60);
        const judged = record.clauses.find(({ id }) => id === clause);
        assert.equal(judged?.verdict, judged?.level === 'MUST' ? 'fail' : 'warn');
        const breaksMust = record.clauses.some(({ verdict }) => verdict === 'fail');
        assert.equal(ran.exitCode, breaksMust ? 1 : 0);
        if (judged?.level === 'MUST') assert.equal(ran.exitCode, 1);

        const file = join(ran.cwd, 'reports/output/explored', `${clause}.feature`);
        assert.match(await failing(file, clause, destination), /1 scenario \(1 failed\)/);
        features.set(fault, readFileSync(file, 'utf8'));
      }));
  }
});

describe('the scenarios of the explorer', () => {
  it('pass on the emulator', async () => {
    const folder = makeFolder('explored');
    const files = [...features].map(([fault, text]) => {
      const file = join(folder, `${fault}.feature`);
      writeFileSync(file, text);
      return file;
    });
    const tags = [...new Set(Object.values(FOUND))].map((clause) => `@${clause}.9001`).join(' or ');
    const { out } = await runCucumber([...files, '--tags', tags]);
    assert.match(out, /9 scenarios \(9 passed\)/);
  });
});

describe('a few sequences on a lawful destination', { concurrency: 2 }, () => {
  // Each with a seed of its own; `npm run seeds` plays ten with each.
  for (const [index, { name, warns, options }] of LAWFUL.entries()) {
    it(`find nothing that ${name} does not warn about`, async () => {
      const emulator = await startEmbedded(options);
      try {
        const { argv, env } = pointAt(emulator);
        const words = ['--explore-only', '--explore', '4', '--seed', String(index)];
        const ran = await runCommand([...argv, ...words], env);
        const found = findingsOf(ran.record()).map(({ clause }) => clause);
        assert.deepEqual(
          found.filter((clause) => !warns.includes(clause)),
          [],
        );
        assert.equal(ran.exitCode, 0, ran.err);
      } finally {
        await emulator.close();
      }
    });
  }
});

describe('a run without options', () => {
  it('explores a little, says what it cost, and makes at most 1,500 requests', async () => {
    let ran = await runCommand(['verify', '--json', '--seed', '1']);
    // On a busy machine the emulator may be so slow that a run leaves exploring out, unless less happens at the same time.
    for (let tries = 1; tries < 4 && ran.record().run.exploration === undefined; tries += 1)
      ran = await runCommand(['verify', '--json', '--seed', '1', '--concurrency', '4']);
    const { verdict, run, clauses } = ran.record();
    assert.deepEqual([verdict, run.exploration?.sequences], ['conformant', 2]);
    assert.ok((run.exploration?.requests ?? 999) <= 125, String(run.exploration?.requests));
    const { calls = 0, markers = 0, records = 0 } = run.requests ?? {};
    assert.ok(calls + markers + records <= 1500, String(calls + markers + records));
    assert.match(ran.err, /Explored 2 sequences, \d+ pairs of commands, \d+ calls, \d+ requests, seed 1/);
    assert.deepEqual(
      clauses.flatMap(({ examples }) => examples).filter(({ id }) => id.endsWith('.explored')),
      [],
    );
  });

  it('makes at most 1,000 requests at a rate limit, and says what it left out', async () => {
    const ran = await runCommand(['verify', '--json', '--seed', '1', '--rate', '5000']);
    const { verdict, run, clauses } = ran.record();
    assert.equal(verdict, 'conformant');
    const { calls = 0, markers = 0, records = 0 } = run.requests ?? {};
    assert.ok(calls + markers + records <= 1000, String(calls + markers + records));
    const unseen = clauses.filter(({ verdict: one }) => one === 'not-applicable').map(({ id }) => id);
    const ofReplays = ['AST-REPLAY-001', 'AST-REPLAY-002', 'AST-REPLAY-003', 'AST-REPLAY-004'];
    assert.deepEqual(unseen, ['AST-HTTP-002', ...ofReplays]);
    const shortened = clauses.flatMap(({ examples }) => examples.flatMap(({ shortened: one }) => one ?? []));
    assert.ok(shortened.includes('climbed to 10 of 26') && shortened.includes('left out'));
  });

  for (const words of [
    ['--explore', '0'],
    ['--smoke'],
    ['--rate', '500', '--clauses', 'AST-IDENT-001'],
    ['--max-calls', '5000', '--smoke'],
    ['--example', 'AST-IDENT-001.1'],
  ]) {
    it(`does not explore with ${words.join(' ')}`, async () => {
      const ran = await runCommand(['verify', '--json', ...words]);
      assert.equal(ran.record().run.exploration, undefined);
    });
  }
});

describe('the explorer', () => {
  it('finds nothing in a correct destination, and reports for each clause how many sequences it tried', () =>
    withDestination({}, async (destination) => {
      const ran = await explore(destination, '--seed', '2', '--explore', '40');
      const { verdict, clauses, run } = ran.record();
      assert.deepEqual([ran.exitCode, verdict, run.exploration?.sequences], [0, 'incomplete', 40]);
      assert.equal(run.basis, 'exploration');
      assert.match(run.reasons.join(), /exploring found nothing in 40 sequences/);
      assert.ok(clauses.length > 30);
      assert.ok(clauses.every(({ examples }) => examples[0]?.name.includes('40 tried')));
    }));

  it('finds nothing if calls are stored after the response', () =>
    withDestination({ storeDelayMs: 15 }, async (destination) => {
      const ran = await explore(destination, '--seed', '3', '--explore', '25', '--settle', '3s');
      assert.equal(ran.exitCode, 0, ran.err);
    }));

  for (const fault of [
    'null-removes-property',
    'nested-objects-merge',
    'links-anonymous-user',
    'late-call-fills-gaps-only',
    'context-leaks-into-properties',
    'adds-own-properties',
  ] as const) {
    it(`finds nothing in a lawful destination: ${fault}`, () =>
      withDestination({ faults: [fault] }, async (destination) => {
        const ran = await explore(destination, '--seed', '4', '--explore', '30');
        assert.deepEqual(findingsOf(ran.record()), [], ran.err);
      }));
  }

  it('repeats a finding by seed and path, and writes calls that can be sent', () =>
    withDestination({ faults: ['merges-users-by-email'] }, async (destination) => {
      const clause = 'AST-IDENT-010';
      const first = await explore(destination, '--seed', '1');
      const { path, calls } = findingOf(first.record(), clause);
      assert.match(first.err, new RegExp(`--seed 1 --explore-path ${path}`));
      const again = await explore(destination, '--seed', '1', '--explore', '1', '--explore-path', path);
      assert.deepEqual(findingOf(again.record(), clause), { path, clause, calls });
      const file = join(first.cwd, 'reports/output/explored', `${clause}.ndjson`);
      assert.equal(readFileSync(file, 'utf8').trim().split('\n').length, calls);
      const sent = await runCommand(['send', file, '--base-url', destination.baseUrl], {
        ASTROLABE_API_KEY: destination.apiKey,
      });
      assert.equal(sent.exitCode, 0, sent.err);
    }));

  it('checks only responses if nothing can be read back', () =>
    withDestination({ faults: ['track-refuses-unknown-user'], withoutRecords: true }, async (destination) => {
      const { recordsUrl: _, ...bare } = destination;
      const { argv, env } = pointAt(bare);
      const ran = await runCommand([...argv, '--explore-only', '--seed', '1'], env);
      assert.equal(findingOf(ran.record(), 'AST-TRACK-001').calls, 1);
    }));

  it('is limited by the calls of the run, and is then incomplete', () =>
    withDestination({}, async (destination) => {
      const ran = await explore(destination, '--max-calls', '40');
      assert.equal(ran.exitCode, 3);
      assert.match(ran.record().run.reasons.join(), /no more than 40 calls/);
    }));

  it('runs with the scenarios, on the selected clauses', () =>
    withDestination({}, async (destination) => {
      const { argv, env } = pointAt(destination);
      const ran = await runCommand(
        [...argv, '--clauses', 'AST-IDENT-00[12]'.replace('[12]', '?'), '--explore', '20'],
        env,
      );
      const ids = ran.record().clauses.map(({ examples }) => examples.at(-1)?.id);
      assert.ok(ids.includes('AST-IDENT-003.explored'));
      assert.equal(ids.includes('AST-GROUP-001.explored'), false);
      assert.equal(ran.exitCode, 0);
    }));

  for (const [words, sentence] of [
    [['--explore', '-1'], /--explore must be a whole number from 0/],
    [['--explore', '0', '--explore-only'], /--explore-only needs at least one sequence/],
    [['--explore-path', '1:2'], /--explore-path needs --explore/],
    [['--explore-only', '--explore-path', 'x'], /--explore-path must be a whole number/],
    [['--explore-only', '--clauses', 'AST-IDENT-*'], /--explore-only cannot be combined with --clauses/],
    [['--explore', '5', '--dry-run'], /--explore cannot be combined with --dry-run/],
    [['--explore', '5', '--explore-time', 'long'], /--explore-time/],
  ] as const) {
    it(`exits 2 for ${words.join(' ')}`, async () => {
      const ran = await runCommand(['verify', ...words]);
      assert.equal(ran.exitCode, 2);
      assert.match(ran.err, sentence);
    });
  }
});
