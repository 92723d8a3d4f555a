/** `npx cucumber-js`, as integration developers run it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCucumber } from './cucumber-js.ts';
import type { Fault } from './destination/faults.ts';
import { startDestination } from './destination/index.ts';

async function runAgainst(faults: readonly Fault[], words: readonly string[] = []) {
  const destination = await startDestination({ faults });
  try {
    return await runCucumber(words, destination);
  } finally {
    await destination.close();
  }
}

describe('npx cucumber-js', { concurrency: 2 }, () => {
  it('passes on an independent destination', async () => {
    const { exitCode, out } = await runAgainst([]);
    assert.equal(exitCode, 0, out);
    assert.match(out, /\d+ passed/);
  });

  it('fails on a broken one and names the clause', async () => {
    const { exitCode, out } = await runAgainst(['replaces-instead-of-merging']);
    assert.equal(exitCode, 1);
    assert.match(out, /AST-IDENT-003/);
    assert.doesNotMatch(out, /^\s+at .*step-definitions/m);
  });

  it('fails on an unmet SHOULD, unless those are excluded', async () => {
    assert.equal((await runAgainst(['page-400'])).exitCode, 1);
    assert.equal((await runAgainst(['page-400'], ['--tags', 'not @should'])).exitCode, 0);
  });

  it('fails if nothing ran', async () => {
    const { exitCode, out } = await runAgainst([], ['--tags', '@no-such-tag']);
    assert.equal(exitCode, 2, out);
    assert.match(out, /no scenario ran: nothing was selected/);
  });

  it('fails if every scenario was skipped', async () => {
    const { exitCode, out } = await runAgainst([], ['--tags', '@needs-restricted-key']);
    assert.equal(exitCode, 2, out);
    assert.match(out, /no scenario ran: nothing was selected/);
  });

  it('fails if the target cannot be reached', async () => {
    const { exitCode, out } = await runCucumber([], { baseUrl: 'http://127.0.0.1:1/x', apiKey: 'k' });
    assert.notEqual(exitCode, 0);
    assert.match(out, /cannot be reached/);
  });
});
