import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it } from 'node:test';
import { createGrader } from './grader.ts';

const certificates = join(import.meta.dirname, '../../test/connection/certificates');
const keys = { apiKey: 'ak', blockingApiKey: 'bk', restrictedApiKey: 'rk' };
const address = { baseUrl: 'https://127.0.0.1:1/astrolabe', recordsUrl: 'https://127.0.0.1:1/records' };
const watcher = { planned() {}, example() {}, judged() {}, ended() {} };

for (const [certificate, problem] of [
  ['server.pem', /was issued by an authority, which the page does not know/],
  ['gone.pem', /gone\.pem cannot be read any more: ENOENT/],
  ['server.test-key.pem', /server\.test-key\.pem cannot be read any more/],
] as const) {
  it(`begins no run that could not trust the emulator: ${certificate}`, async () => {
    const parts = { ...address, ca: join(certificates, certificate), config: undefined };
    const grader = createGrader(parts, { cwd: certificates, env: {} });
    const order = { target: undefined, confirm: undefined, keys };
    for (let left = 2; left > 0; left -= 1) {
      const begun = await grader.begin(order, watcher);
      assert.ok('refused' in begun && begun.refused.why === 'unusable');
      assert.match(begun.refused.problem, problem);
    }
  });
}
