/** `npm run kill [times] [seed]`: fails if an acknowledged call or overwrite is lost, or any call is stored twice. */
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
  const { events, overwrites, forwarded } = acknowledged;
  process.stdout.write(
    `killed ${kills} of ${times} times (seed ${seed}): ${events} events, ${overwrites} overwrites and ${forwarded} forwarded calls acknowledged, ${lost.length} lost, ${twice.length} stored twice\n`,
  );
  for (const what of [...lost, ...twice].slice(0, 10)) process.stderr.write(`  ${what}\n`);
  const isLoaded = events > 0 && overwrites > 0 && forwarded > 0;
  process.exitCode = lost.length + twice.length === 0 && isLoaded ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
