/** How requests reach a target, besides its URL and its key. */
import type { OwnHeaders } from './headers.ts';

/** One per run. */
export interface ConnectionSettings {
  /** Sent with every request to the destination and to the Records API. */
  readonly headers: OwnHeaders;
}
