/** The program obeys FORCE_COLOR and NO_COLOR when its output is not a terminal. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { SAMPLES } from '../reports/fixtures/record.ts';
import { makeFolder } from './folder.ts';
import { startProgram } from './program.ts';

const file = join(makeFolder('colour'), 'conformance.json');
writeFileSync(file, JSON.stringify(SAMPLES.failing));

for (const [env, isColoured] of [
  [{}, false],
  [{ FORCE_COLOR: '1' }, true],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  [{ FORCE_COLOR: '0' }, false],
] as const) {
  test(`a summary in a pipe with ${JSON.stringify(env)} is ${isColoured ? '' : 'not '}coloured`, async () => {
    const running = startProgram(['report', file], { env });
    assert.equal((await running.ended).code, 0);
    assert.match(running.out(), /Not conformant/);
    assert.equal(running.out().includes('\u001b[31m'), isColoured);
  });
}
