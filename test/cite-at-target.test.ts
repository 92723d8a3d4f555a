/** `cite --check --base-url`: cited examples must also pass at a destination of one's own. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { makeFolder } from './folder.ts';
import { runCommand, startDestination } from './outside/index.ts';
import { pointAt } from './shell.ts';

const GROUP = '<!-- astrolabe:cite AST-GROUP-004 -->\n<!-- /astrolabe -->\n';
const STATUS = '<!-- astrolabe:cite AST-HTTP-003 -->\n<!-- /astrolabe -->\n';
const SEGMENT = '<!-- astrolabe:cite SEG-INGEST-001 -->\n<!-- /astrolabe -->\n';

describe('cited examples at a destination', () => {
  const folder = makeFolder('cited-target');
  const file = join(folder, 'ours.md');

  /** Fills the file, then checks it at a destination. */
  async function check(text: string, target: Parameters<typeof pointAt>[0], ...more: readonly string[]) {
    writeFileSync(file, text);
    const filled = await runCommand(['cite', '--update', file]);
    assert.equal(filled.exitCode, 0, filled.err);
    const { argv, env } = pointAt(target);
    const words = argv.filter((word) => word !== 'verify' && word !== '--json');
    return runCommand(['cite', '--check', file, ...words, '--settle', '500ms', ...more], env);
  }

  it('pass at one that behaves as cited', async () => {
    const destination = await startDestination();
    const { exitCode, out, err } = await check(GROUP + STATUS, destination);
    assert.deepEqual([exitCode, err], [0, '']);
    assert.match(out, /2 citations are as they would be written\n2 of 2 cited examples pass at http:/);
    await destination.close();
  });

  it('fail at one that does not, with file, line and what differs', async () => {
    const destination = await startDestination({ faults: ['spaces-become-underscores'] });
    const { exitCode, out, err } = await check(`${STATUS}${GROUP}`, destination);
    assert.equal(exitCode, 1, err);
    assert.match(
      err,
      /ours\.md:\d+: the example AST-GROUP-004\.1 does not pass at http:\S+: failed: .*"total billed"/,
    );
    assert.doesNotMatch(err, /AST-HTTP-003/);
    assert.match(out, /1 of 2 cited examples pass at/);
    await destination.close();
  });

  it('are not called passing where they cannot be judged', async () => {
    const destination = await startDestination();
    const { recordsUrl: _, ...bare } = destination;
    const unseen = await check(GROUP, bare);
    assert.equal(unseen.exitCode, 3);
    assert.match(unseen.err, /AST-GROUP-004\.1 could not be judged at http:\S+: not observable/);
    assert.match(unseen.out, /0 of 1 cited examples pass at/);

    const partly = await check(GROUP + STATUS, bare);
    assert.equal(partly.exitCode, 0);
    assert.match(partly.err, /AST-GROUP-004\.1 could not be judged/);

    const elsewhere = await check(SEGMENT, destination);
    assert.equal(elsewhere.exitCode, 3);
    assert.match(elsewhere.out, /1 citation is about Segment or Engage/);
    await destination.close();
  });

  it('end with 4 if the target refuses the key or is not there', async () => {
    const destination = await startDestination();
    const refused = await check(STATUS, { ...destination, apiKey: 'not-the-key' });
    assert.equal(refused.exitCode, 4);
    assert.match(refused.err, /nothing could be checked at http:/);
    await destination.close();
    const gone = await check(STATUS, destination);
    assert.equal(gone.exitCode, 4);
    assert.match(gone.err, /nothing could be checked at http:/);
  });

  it('send nothing to another machine without --yes', async () => {
    const { exitCode, err } = await check(STATUS, {
      baseUrl: 'https://astrolabe.example/x',
      apiKey: 'ak_1234567',
    });
    assert.equal(exitCode, 2);
    assert.match(err, /1 examples.*write test data to astrolabe\.example[\s\S]*add --yes/);
  });
});
