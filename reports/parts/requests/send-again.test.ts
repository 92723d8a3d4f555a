import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Exchange } from '../../../schemas/index.ts';
import { callExchange, recordsExchange } from '../../fixtures/record.ts';
import { sendAgain } from './send-again.ts';
import { sequenceOf } from './sequence.ts';

const query = { userId: "o'neil $HOME" };

const asked: Exchange = {
  ...recordsExchange('[]'),
  request: { method: 'CALL', url: 'adapter:users', headers: {}, body: JSON.stringify(query) },
};

test('only looks after the last call are repeated, each once', () => {
  const exchanges = [
    callExchange(),
    recordsExchange('1'),
    callExchange(),
    recordsExchange('2'),
    recordsExchange('3'),
  ];
  const { calls, looks } = sendAgain({}, sequenceOf(exchanges, undefined));
  assert.deepEqual([calls.length, looks.length], [2, 1]);
  assert.match(looks[0]?.line ?? '', /^curl -i /);
});

test('a question to an adapter is a line that asks the module of the run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'astrolabe-adapter-'));
  try {
    mkdirSync(join(folder, 'my adapters'));
    const module = 'export default { users: async (query) => [query] };';
    writeFileSync(join(folder, 'my adapters', 'db.mjs'), module);
    const options = ['--base-url', 'http://127.0.0.1:1', '--adapter', 'my adapters/db.mjs'];
    const { looks } = sendAgain({ options }, sequenceOf([callExchange(), asked], undefined));
    const printed = execFileSync('bash', ['-c', looks[0]?.line ?? 'false'], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.match(printed, /o'neil \$HOME/);
    assert.match(printed, /connector: 'api-key'/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('an adapter is asked for the records of the connector that the calls went to', () => {
  const blocking = callExchange({ headers: { authorization: 'Basic «blocking-api-key»' } });
  const [look] = sendAgain({}, sequenceOf([blocking, asked], undefined)).looks;
  assert.match(look?.line ?? '', /connector: "blocking-api-key"/);
});

test('an adapter in TypeScript is run with tsx, and one that the record does not name is a placeholder', () => {
  const steps = sequenceOf([callExchange(), asked], undefined);
  const [typed] = sendAgain({ options: ['--adapter', '../db.ts'] }, steps).looks;
  assert.match(typed?.line ?? '', /^npx tsx -e 'import\("\.\.\/db\.ts"\)/);
  assert.match(sendAgain({}, steps).looks[0]?.line ?? '', /^node -e 'import\("\.\/ADAPTER\.js"\)/);
});
