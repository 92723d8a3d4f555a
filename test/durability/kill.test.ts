/** Kills an emulator four times; `npm run kill` does it fifty times. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it } from 'node:test';
import { createRandom } from '../../emulator/segment/delivery/random.ts';
import { makeFolder } from '../folder.ts';
import { killRun } from './kill.ts';

const folder = makeFolder('kill');

it('an emulator that is killed under load loses nothing that it acknowledged, and stores nothing twice', async () => {
  const report = await killRun(join(folder, 'data'), 4, createRandom(3));
  assert.deepEqual([report.lost, report.twice], [[], []]);
  for (const [what, count] of Object.entries(report.acknowledged)) assert.ok(count > 0, what);
});
