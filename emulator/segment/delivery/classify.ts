/** What a response means for a delivery (docs/segment-facts.md section 5). */
import { isSuccessStatus } from '../../../schemas/index.ts';
import type { Choices } from '../../choices/index.ts';
import type { AttemptResult } from '../../history/index.ts';

export type NextStep = 'delivered' | 'retry' | 'discard';

/** The error of a call that cannot be put into a request. */
export const MESSAGE_REJECTED = 'MESSAGE_REJECTED';

const RETRIED: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/**
 * Any 2xx is delivered; network errors, timeouts, 429, 500, 502, 503 and 504 are retried; every other status is
 * final, including redirects, because they are not followed.
 */
export function classify({ status, error }: AttemptResult, choices: Choices): NextStep {
  if (status === undefined) return error === MESSAGE_REJECTED ? 'discard' : 'retry';
  if (isSuccessStatus(status)) return 'delivered';
  if (status === 501 && choices['retry-of-501'] === 'retry') return 'retry';
  return RETRIED.has(status) ? 'retry' : 'discard';
}
