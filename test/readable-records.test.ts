/** Every record that a run writes can be read again: by report in each format, by diff, and as a shard. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type DefectName, startEmulator } from '../emulator/index.ts';
import { readCatalogue } from '../harness/cucumber/catalogue.ts';
import { loadRegistry } from '../harness/registry/index.ts';
import { resolveSettings } from '../harness/settings.ts';
import type { HttpClient } from '../harness/target/index.ts';
import { verify } from '../harness/verify.ts';
import { RENDERABLE } from '../reports/catalogue.ts';
import { type ResultRecord, validate } from '../schemas/index.ts';
import { defineForCommands } from '../step-definitions/index.ts';
import { makeFolder } from './folder.ts';
import { runCommand } from './shell.ts';

/** Defects whose failures come from different steps, sweeps, ladders, looks and controls, with the clause that sees them. */
const SAMPLE: readonly (readonly [defect: string, clause: string, ...words: readonly string[]])[] = [
  ['call-with-unknown-key-stored', 'AST-HTTP-010'],
  ['group-not-found', 'AST-HTTP-001'],
  ['errors-in-html', 'AST-ERR-001'],
  ['unknown-key-repeated', 'AST-AUTH-008'],
  ['any-key-accepted', 'AST-AUTH-002'],
  ['key-works-once', 'AST-AUTH-001'],
  ['every-eighth-call-503', 'AST-HTTP-014'],
  ['stores-nothing', 'AST-IDENT-001'],
  ['user-shown-twice', 'AST-IDENT-001'],
  ['false-dropped', 'AST-IDENT-004'],
  ['emoji-mangled', 'AST-HTTP-011'],
  ['users-merged-by-email', 'AST-IDENT-010'],
  ['fifty-properties-a-call', 'AST-IDENT-014'],
  ['account-properties-on-user', 'AST-GROUP-006'],
  ['user-lists-first-account', 'AST-ASSOC-004'],
  ['identify-dissociates-on-one-side', 'AST-ASSOC-006'],
  ['event-properties-on-user', 'AST-TRACK-003'],
  ['event-doubled-later', 'AST-TRACK-004'],
  ['audience-exit-removes-flag', 'AST-AUD-002'],
  ['free-email-not-blocked', 'AST-SETUP-001'],
  ['repeated-identify-adds-user', 'AST-RETRY-002'],
  ['update-replaces', '', '--explore-only', '--explore', '20', '--seed', '1'],
];

const QUICK = ['--settle', '100ms', '--last-look', '400ms'];

describe('the record of a run against', { concurrency: 2 }, () => {
  const folders = makeFolder('records');
  let earlier: string | undefined;

  for (const [defect, clause, ...words] of SAMPLE) {
    it(`${defect} is valid, and can be rendered, compared and merged`, async (test) => {
      const emulator = await startEmulator({ port: 0, defects: [defect as DefectName] });
      test.after(() => emulator.close());
      const { baseUrl, recordsUrl, apiKey, blockingApiKey } = emulator;
      const selected = clause === '' ? [] : ['--clauses', clause];
      const folder = join(folders, defect);
      const argv = ['verify', '--base-url', baseUrl, '--records-url', recordsUrl, '--report-dir', folder];
      const ran = await runCommand([...argv, ...QUICK, ...selected, ...words], {
        ASTROLABE_API_KEY: apiKey,
        ASTROLABE_BLOCKING_API_KEY: blockingApiKey,
      });
      const file = join(folder, 'conformance.json');
      const record = JSON.parse(readFileSync(file, 'utf8')) as ResultRecord;
      assert.deepEqual(validate('result', record), []);
      assert.equal(ran.exitCode, record.run.exitCode, ran.err);
      assert.doesNotMatch(ran.err, /fault of the tool/);
      const isSeen = record.clauses.some(({ verdict }) => verdict === 'fail' || verdict === 'warn');
      assert.ok(isSeen || record.run.exitCode === 4, 'the defect was not seen');
      for (const format of RENDERABLE) {
        const { exitCode, err } = await runCommand(['report', file, '--format', format]);
        assert.deepEqual([exitCode, err], [0, ''], format);
      }
      const merged = await runCommand(['report', file, file, '--gate', '--format', 'json']);
      assert.deepEqual([merged.exitCode, merged.err], [record.run.exitCode, '']);
      assert.deepEqual(validate('result', merged.record()), []);
      const compared = await runCommand(['diff', earlier ?? file, file]);
      assert.equal(compared.err, '');
      earlier = file;
    });
  }
});

/** Grades a target that accepts everything, on one clause; each response sets the clock back. */
function gradeAccepting(headers: Readonly<Record<string, string>>, setBackMs: number): Promise<ResultRecord> {
  let time = Date.parse('2026-01-01T00:00:00Z');
  const client: HttpClient = {
    close: async () => {},
    async send() {
      time -= setBackMs;
      return { status: 200, headers, body: '' };
    },
  };
  const settings = resolveSettings({ baseUrl: 'http://127.0.0.1:1/', apiKey: 'k-1', runId: 'odd' }, () => 0);
  if ('problems' in settings) throw new Error(settings.problems.join('\n'));
  const catalogue = readCatalogue();
  return verify(settings.value, {
    registry: loadRegistry(),
    catalogue,
    examples: catalogue.filter(({ clauseId }) => clauseId === 'AST-HTTP-001'),
    selection: { clauses: [], examples: [] },
    steps: defineForCommands,
    tool: { name: 'odd', version: '0' },
    timing: {
      now: () => time,
      async sleep(ms) {
        time += ms;
      },
    },
    client,
  });
}

describe('the record of a run is valid', () => {
  it('if the target sends a header of the emulator that is empty', async () => {
    const record = await gradeAccepting({ 'x-astrolabe-defects-enabled': '', 'content-type': '' }, 0);
    assert.deepEqual(validate('result', record), []);
  });

  it('if the clock is set back while it is under way', async () => {
    const record = await gradeAccepting({}, 100);
    assert.deepEqual(validate('result', record), []);
  });
});
