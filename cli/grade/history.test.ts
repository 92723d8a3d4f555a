import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SAMPLES } from '../../reports/fixtures/record.ts';
import { createRedactor } from '../../safe-text/index.ts';
import { HISTORY_FILE, rememberRun } from './history.ts';

const folder = mkdtempSync(join(tmpdir(), 'astrolabe-history-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, HISTORY_FILE);
const { redact } = createRedactor([]);
const record = SAMPLES.failing ?? assert.fail();

function remember(): { runs: number; said: string } {
  const said: string[] = [];
  const runs = rememberRun(folder, record, { err: (text) => void said.push(text), redact }).length;
  return { runs, said: said.join('') };
}

test('each run is a line, and the runs before it are returned', () => {
  assert.deepEqual(
    [remember(), remember()],
    [
      { runs: 0, said: '' },
      { runs: 1, said: '' },
    ],
  );
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  assert.equal(lines.length, 2);
  assert.deepEqual(JSON.parse(lines[0] ?? '').clauses.fail, ['AST-IDENT-002']);
});

test('a line that was cut off stays a line of its own, and is reported', () => {
  writeFileSync(file, `${readFileSync(file, 'utf8')}{"at":"2024`);
  const { runs, said } = remember();
  assert.equal(runs, 2);
  assert.match(said, /history\.ndjson: 1 line\(s\) are not runs and were skipped/);
  assert.equal(remember().runs, 3);
});

test('a history that cannot be kept is a warning, because the verdict is more important', () => {
  let said = '';
  const shell = {
    err(text: string) {
      said += text;
    },
    redact,
  };
  assert.deepEqual(rememberRun(join(folder, 'nowhere'), record, shell), []);
  assert.match(said, /^Cannot keep the history in .*nowhere.*\n$/);
});
