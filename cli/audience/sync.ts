/** What `audience sync` does: starts a sync, and follows it until it is finished. */
import { setTimeout as sleep } from 'node:timers/promises';
import { systemTiming } from '../../harness/ambient.ts';
import { oneLine } from '../../safe-text/index.ts';
import { barOf, createLiveLine, type LiveLine } from '../live-line.ts';
import { CommandError, type Shell } from '../shell.ts';
import type { ControlOptions } from './audience.ts';
import { type Control, openControl, pathOf } from './control.ts';
import { readView, type SyncView, syncInShort } from './views.ts';

const POLL_MS = 100;
/** A sync without progress for this long waits for a retry, which may be hours away. */
const STALLED_MS = 10_000;

export async function runSync(
  options: ControlOptions,
  shell: Shell,
  [key = '']: readonly string[],
): Promise<number> {
  const control = openControl(options, shell);
  await control.post(`${pathOf(key)}/sync`, {});
  const line = createLiveLine(shell);
  const sync = await follow(control, key, line);
  line.clear();
  shell.out(`${oneLine(syncInShort(sync))}\n`);
  for (const [reason, count] of Object.entries(sync.skipped))
    shell.out(`  ${count} skipped: ${oneLine(reason)}\n`);
  if (sync.state === 'under-way') {
    shell.out(
      'The sync is not finished: some calls wait for a retry (see /_emulator/traces?outcome=errors).\n',
    );
    return 3;
  }
  return sync.failed > 0 ? 1 : 0;
}

/** The sync when it is finished, or when it has made no progress for a while. */
async function follow(control: Control, key: string, line: LiveLine): Promise<SyncView> {
  let movedAt = systemTiming.now();
  let before = -1;
  for (;;) {
    const { latestSync: sync } = readView(await control.get(pathOf(key)));
    if (sync === undefined) throw new CommandError(2, 'the emulator was reset, so the sync no longer exists');
    const now = systemTiming.now();
    if (sync.begun + sync.delivered + sync.failed !== before) movedAt = now;
    before = sync.begun + sync.delivered + sync.failed;
    if (sync.state === 'ended' || now - movedAt >= STALLED_MS) return sync;
    line.draw(`${barOf(shareOf(sync))}${oneLine(syncInShort(sync))}`);
    await sleep(POLL_MS);
  }
}

function shareOf({ total, delivered, failed }: SyncView): number {
  return total === 0 ? 1 : (delivered + failed) / total;
}
