/** The thread that sends one shard of a load. */
import { parentPort, workerData } from 'node:worker_threads';
import { STOP } from '../library/thread-protocol.ts';
import { isForReader, sendKeptShard } from './send-kept-shard.ts';
import type { SendAdvice, SendOrder, SendReport } from './send-order.ts';

const say = (report: SendReport) => parentPort?.postMessage(report);

let isStopped = false;
let heldUntilMs = 0;
let hold = (_untilMs: number) => {};
parentPort?.on('message', (advice: SendAdvice) => {
  if (advice === STOP) {
    isStopped = true;
    return;
  }
  heldUntilMs = Math.max(heldUntilMs, advice.holdUntilMs);
  hold(heldUntilMs);
});
try {
  const end = await sendKeptShard(workerData as SendOrder, {
    stopped: () => isStopped,
    onProgress: (progress) => say({ kind: 'progress', progress }),
    others: {
      hold: (untilMs) => say({ kind: 'hold', untilMs }),
      onHold(callback) {
        hold = callback;
        // Another thread may have been asked before this one sends.
        hold(heldUntilMs);
      },
    },
  });
  say({ kind: 'ended', end });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  say(isForReader(error) ? { kind: 'refused', problem: message } : { kind: 'fault', message });
}
parentPort?.close();
