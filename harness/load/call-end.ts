/** How a call of a load ended. */
import { type HttpResponse, isAccepted, type NoResponse } from '../target/index.ts';

/** The last response to one call. */
export interface AnsweredCall {
  readonly answer: HttpResponse | NoResponse;
  readonly durationMs: number;
  /** True if the call may have arrived before: whatever is answered to a repeated delivery is right. */
  readonly isRepeated: boolean;
}

/**
 * It was accepted, it was refused with a status, or it failed: then only the destination knows whether it arrived, and it is
 * sent once more by another start.
 */
export type CallEnd = 'accepted' | 'failed' | { readonly status: string };

/** What every call to the same address with the same key is answered with. */
const MISDIRECTED = [401, 403, 404, 405, 407];
/** What says nothing about the call either. */
const IN_PASSING = [408, 429];

export function isMisdirected(status: number): boolean {
  return (status >= 300 && status < 400) || MISDIRECTED.includes(status);
}

export function endOf({ answer, isRepeated }: AnsweredCall): CallEnd {
  if (isAccepted(answer)) return 'accepted';
  if (!('status' in answer)) return 'failed';
  const { status } = answer;
  // The destination knows the messageId of a call that arrived before.
  if (status === 409 && isRepeated) return 'accepted';
  const isAboutCall = status >= 400 && status < 500 && !isMisdirected(status) && !IN_PASSING.includes(status);
  return isAboutCall ? { status: String(status) } : 'failed';
}
