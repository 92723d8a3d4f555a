/** What an example found stored, so that it can be looked at once more. */
import type { StateDifference } from '../settle.ts';
import type { Recorder } from '../target/index.ts';

/** What one example found stored at its end. */
export interface FoundState {
  /** The id of the example. */
  readonly example: string;
  /** The recorder of the example, which the looks fill. */
  readonly recorder: Recorder;
  /** When it was found, in milliseconds since the epoch. */
  readonly at: number;
  /** What is sent before the last look; it must change nothing. */
  readonly late?: (() => Promise<void>) | undefined;
  /** What is different now; undefined if nothing is. */
  readonly looks: readonly (() => Promise<StateDifference | undefined>)[];
}
