/** How one run of `--watch` differs from any other run. */
import type { Settings } from '../../../harness/settings.ts';
import type { ResultRecord } from '../../../schemas/index.ts';

export interface WatchedRun {
  /** Called when a person has agreed, before anything is sent. Resolves with false if the run is not due any more. */
  ready(settings: Settings): Promise<boolean>;
  /** Takes the record. Returns false if no reports are due. */
  ended(record: ResultRecord): boolean;
}
