/** Sends the parts of a load, each in a thread of its own. */
import { startThread } from '../library/start-thread.ts';
import { STOP } from '../library/thread-protocol.ts';
import { CommandError } from '../shell.ts';
import type { LockedShard, PartEnd, PartProgress, SendAdvice, SendOrder, SendReport } from './send-order.ts';

/** What sending needs besides the parts. */
interface PartsToSend {
  readonly order: Omit<SendOrder, keyof LockedShard>;
  readonly shards: readonly LockedShard[];
  /** Called with how far each part is. */
  readonly onProgress: (all: readonly PartProgress[]) => void;
}

/** Parts that are being sent. */
export interface Sending {
  stop(): void;
  /**
   * Resolves with the ends of all parts, in their order. A part that cannot keep what it sends ends the others.
   *
   * @throws CommandError if a part could not begin
   */
  readonly ended: Promise<readonly PartEnd[]>;
}

const NOTHING: PartProgress = { done: 0, notAccepted: 0, sentAgain: 0, latencyMs: undefined };

export function sendParts({ order, shards, onProgress }: PartsToSend): Sending {
  const progress = shards.map(() => NOTHING);
  const parts = shards.map((shard, at) => {
    const thread = startThread('cli/load/send-thread', { ...order, ...shard } satisfies SendOrder);
    thread.stdout.resume();
    thread.stderr.resume();
    const ended = new Promise<PartEnd>((resolve, reject) => {
      const fail = (error: Error) => {
        reject(error);
        void thread.terminate();
      };
      thread.on('message', (report: SendReport) => {
        switch (report.kind) {
          case 'progress':
            progress[at] = report.progress;
            return onProgress(progress);
          case 'hold':
            for (const [other, part] of parts.entries()) {
              if (other !== at) part.advise({ holdUntilMs: report.untilMs });
            }
            return;
          case 'ended':
            if (report.end.unkept !== undefined) stop();
            return resolve(report.end);
          case 'refused':
            return fail(new CommandError(2, report.problem));
          case 'fault':
            return fail(new Error(report.message));
        }
      });
      thread.on('error', reject);
      thread.on('exit', () => reject(new Error('a thread ended before its part was sent')));
    });
    return { ended, advise: (advice: SendAdvice) => thread.postMessage(advice) };
  });
  const stop = () => {
    for (const part of parts) part.advise(STOP);
  };
  const all = Promise.all(
    parts.map(({ ended }) =>
      ended.catch((error: unknown) => {
        stop();
        throw error;
      }),
    ),
  );
  return { stop, ended: all };
}
