/** `lint`, the destination and the ingress agree about every fixture and about generated calls. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { openInput } from '../../cli/capture/open-input.ts';
import { readCalls } from '../../cli/capture/read-calls.ts';
import { take } from '../../generators/index.ts';
import { CALL_TYPES } from '../../schemas/index.ts';
import { oddCalls } from '../odd-calls.ts';
import { createAgreement } from './agreement.ts';

const root = resolve(import.meta.dirname, '../..');

/** `npm run agreement` compares 100,000. */
const CALLS = 3_000;

describe('lint agrees with the destination and the ingress', () => {
  it('about generated calls, and sees every outcome', () => {
    const agreement = createAgreement();
    for (const call of take(oddCalls(1), CALLS)) assert.equal(agreement.compare(call), undefined);
    const seen = Object.keys(agreement.counts());
    for (const outcome of [
      '200, ingress 200',
      '400, ingress 400',
      '200, ingress 400',
      'unsupported, ingress 200',
    ]) {
      assert.ok(seen.includes(outcome), `no call was answered ${outcome}: ${seen.join('; ')}`);
    }
  });

  it('about every fixture of a call', () => {
    const agreement = createAgreement();
    const folder = join(root, 'schemas', 'fixtures');
    const kinds = [...CALL_TYPES, 'call', 'audience-identify', 'audience-group', 'computed-trait-identify'];
    let compared = 0;
    for (const kind of kinds) {
      for (const validity of ['valid', 'invalid']) {
        for (const name of readdirSync(join(folder, kind, validity))) {
          const call: unknown = JSON.parse(readFileSync(join(folder, kind, validity, name), 'utf8'));
          if (typeof call !== 'object' || call === null || Array.isArray(call)) continue;
          assert.equal(agreement.compare(call), undefined, `${kind}/${validity}/${name}`);
          compared += 1;
        }
      }
    }
    assert.ok(compared > 60, `${compared} fixtures`);
  });

  it('about every call in a captured file', async () => {
    const agreement = createAgreement();
    const folder = join(root, 'cli', 'capture', 'fixtures');
    let compared = 0;
    for (const name of readdirSync(folder)) {
      const { bytes } = await openInput(join(folder, name), { cwd: root });
      for await (const captured of readCalls(bytes)) {
        if (!('body' in captured)) continue;
        assert.equal(agreement.compare(captured.value as object), undefined, name);
        compared += 1;
      }
    }
    assert.ok(compared > 50, `${compared} calls`);
  });
});
