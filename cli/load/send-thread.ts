/** The thread that sends one shard of a load. */
import { parentPort, workerData } from 'node:worker_threads';
import { STOP } from '../library/thread-protocol.ts';
import { CommandError } from '../shell.ts';
import { sendKeptShard } from './send-kept-shard.ts';
import type { SendOrder, SendReport } from './send-order.ts';

const say = (report: SendReport) => parentPort?.postMessage(report);

let isStopped = false;
parentPort?.on('message', (message) => {
  if (message === STOP) isStopped = true;
});
try {
  const gaveUp = await sendKeptShard(workerData as SendOrder, {
    stopped: () => isStopped,
    onProgress: (progress) => say({ kind: 'progress', progress }),
  });
  say({ kind: 'ended', gaveUp });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  say(
    error instanceof CommandError || isOfFiles(error)
      ? { kind: 'refused', problem: message }
      : { kind: 'fault', message },
  );
}
parentPort?.close();

/** What the file system says is for the reader, and no fault of this program. */
function isOfFiles(error: unknown): boolean {
  return error instanceof Error && ('code' in error || error.message.includes('symbolic link'));
}
