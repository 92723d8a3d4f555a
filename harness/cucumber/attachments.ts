/** What an example hands to the verdicts through cucumber's messages: one media type for each kind. */
import type { Difference, Exchange } from '../../schemas/index.ts';
import type { Gate } from '../session/index.ts';

/** Media types by kind; the body of each attachment is JSON. */
export const MEDIA = {
  /** {@link Exchange}[]: what was sent and seen. */
  exchanges: 'application/vnd.astrolabe.exchanges+json',
  /** {@link Gate}: why the example was not run to its end. */
  gate: 'application/vnd.astrolabe.gate+json',
  /** string: what an INFO example saw. */
  observation: 'application/vnd.astrolabe.observation+json',
  /** string[]: what a person should see, where the run cannot look. */
  checklist: 'application/vnd.astrolabe.checklist+json',
  /** {@link Difference}: what was wanted and what was seen. */
  difference: 'application/vnd.astrolabe.difference+json',
} as const;

/** The content of each kind of attachment. */
export interface AttachmentContent {
  exchanges: readonly Exchange[];
  gate: Gate;
  observation: string;
  checklist: readonly string[];
  difference: Difference;
}
