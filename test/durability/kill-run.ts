/** `npm run kill [times] [seed]`: fails if an acknowledged call is lost, or any call is stored twice. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../../emulator/segment/delivery/random.ts';
import { killRun } from './kill.ts';

const [times = '50', seed = '1'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'astrolabe-kill-'));
try {
  const { kills, acknowledged, lost, twice } = await killRun(
    join(folder, 'data'),
    Number(times),
    createRandom(Number(seed)),
  );
  process.stdout.write(
    `killed ${kills} times (seed ${seed}): ${acknowledged} calls acknowledged, ${lost.length} lost, ${twice.length} stored twice\n`,
  );
  for (const messageId of [...lost, ...twice].slice(0, 10)) process.stderr.write(`  ${messageId}\n`);
  process.exitCode = lost.length + twice.length === 0 && acknowledged > 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
