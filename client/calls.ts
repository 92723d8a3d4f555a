/** Calls as the emulator shows them: in expectations, traces, the journal and faults. */
import type { JsonValue } from './requests/index.ts';

/** A call that arrived. */
export interface WorldCall {
  readonly messageId?: string;
  readonly type?: string;
  readonly userId?: string;
  readonly anonymousId?: string;
  /** The name of the event of a track call. */
  readonly event?: string;
  /** When it arrived, as ISO 8601. */
  readonly at: string;
  /** The furthest stage that it reached, such as `received` or `stored`. */
  readonly stage: string;
  /** Why it went no further: Segment's word for it, a status, or a network error. */
  readonly reason?: string;
  /** What that means, and what to send instead. */
  readonly meaning?: string;
  /** The name of the connector that has it. */
  readonly connector?: string;
  /** The destination instance that it was delivered to. */
  readonly instance?: string;
  /** Its body as it was received; absent if bodies are not kept. */
  readonly received?: JsonValue;
  /** Its body as it was delivered; absent if bodies are not kept, or it was not delivered. */
  readonly delivered?: JsonValue;
  /** `dropped` if the bodies were too old to be kept. */
  readonly bodies?: string;
}

/** A call in a few words: its type, its event, whose it is, and how far it came. */
export function inShort(call: WorldCall): string {
  const { type, event, userId, anonymousId, messageId, at, stage, reason } = call;
  const whose = userId ?? anonymousId;
  return [
    type ?? 'call',
    ...(event === undefined ? [] : [JSON.stringify(event)]),
    ...(whose === undefined ? [] : ['of', whose]),
    `at ${at}, ${stage}${reason === undefined ? '' : ` as ${reason}`}`,
    ...(messageId === undefined ? [] : [`(${messageId})`]),
  ].join(' ');
}
