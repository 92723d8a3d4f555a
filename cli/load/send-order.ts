/** What a load and the threads that send it say to each other. */
import type { LoadShard } from '../../generators/load/index.ts';
import type { LoadShape } from '../../harness/load/sending/shape.ts';
import type { Settings } from '../../harness/settings.ts';
import type { LoadPlan, LoadRecord, ShardState } from '../../schemas/index.ts';
import type { LockMark } from '../file-lock.ts';
import type { STOP } from '../library/thread-protocol.ts';

/** A shard that no other process sends into the same folder. */
export interface LockedShard {
  readonly shard: LoadShard;
  readonly lock: LockMark;
}

/** What a thread sends. */
export interface SendOrder extends LockedShard {
  readonly settings: Settings;
  readonly plan: LoadPlan;
  /** Of what is kept on disk; absolute. */
  readonly folder: string;
  readonly target: string;
  readonly shape: LoadShape;
}

/** How far a thread is. */
export interface PartProgress {
  readonly done: number;
  readonly notAccepted: number;
  readonly sentAgain: number;
  readonly latencyMs: LoadRecord['sent']['latencyMs'];
}

/** How a thread ended. */
export interface PartEnd {
  /** What was sent, by earlier starts too. */
  readonly state: ShardState;
  /** Why it ended before its last call, if nobody stopped it. */
  readonly gaveUp: string | undefined;
  /** Why what was sent cannot be kept on disk. */
  readonly unkept: string | undefined;
}

/** A thread says how far it is, until when the target asks to wait, in milliseconds since 1970, and then how it ended. */
export type SendReport =
  | { readonly kind: 'progress'; readonly progress: PartProgress }
  | { readonly kind: 'hold'; readonly untilMs: number }
  | { readonly kind: 'ended'; readonly end: PartEnd }
  | { readonly kind: 'refused'; readonly problem: string }
  | { readonly kind: 'fault'; readonly message: string };

/** What a thread is told: to stop, or that the target asked another thread to wait. */
export type SendAdvice = typeof STOP | { readonly holdUntilMs: number };
