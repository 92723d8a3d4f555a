/** What an example attaches to cucumber's messages for its verdict: one media type per kind. */
import type { Difference, Exchange } from '../../schemas/index.ts';
import type { Gate } from '../session/index.ts';

/** Media types by kind; the body of each attachment is JSON. */
export const MEDIA = {
  /** {@link Exchange}[]: the requests and responses. */
  exchanges: 'application/vnd.astrolabe.exchanges+json',
  /** {@link Gate}: why the example did not run, or not to its end. */
  gate: 'application/vnd.astrolabe.gate+json',
  /** string: what an INFO example saw. */
  observation: 'application/vnd.astrolabe.observation+json',
  /** string[]: what a person should check, because the run cannot read it back. */
  checklist: 'application/vnd.astrolabe.checklist+json',
  /** string: what the short form of a run left out of the example. */
  shortened: 'application/vnd.astrolabe.shortened+json',
  /** {@link Difference}: what was expected and what was found. */
  difference: 'application/vnd.astrolabe.difference+json',
} as const;

/** The content of each kind of attachment. */
export interface AttachmentContent {
  exchanges: readonly Exchange[];
  gate: Gate;
  observation: string;
  checklist: readonly string[];
  shortened: string;
  difference: Difference;
}
