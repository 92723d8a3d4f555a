/** The responses of the ingress, in the one form that all libraries can read (docs/segment-facts.md section 1). */
import { type Answer, constantBody } from '../../answers/index.ts';

/** Exactly this means success; it says nothing about what happens to the calls. */
export const ACCEPTED: Answer = { status: 200, body: constantBody({ success: true }), rules: [] };

/** How long a library should wait when the backlog is full; short, because room is freed call by call. */
const PAUSE_SECONDS = '1';

/** Without `code` and `message` some libraries send the same request again. */
export function invalidRequest(message: string): Answer {
  return { status: 400, body: { success: false, code: 'invalid_request', message }, rules: [] };
}

/** No call of the request was processed, so all of it can be sent again. */
export function tooManyRequests(): Answer {
  const message =
    'too many calls wait to be delivered: wait for the seconds in Retry-After, then send this again';
  return {
    status: 429,
    body: { success: false, code: 'too_many_requests', message },
    headers: { 'retry-after': PAUSE_SECONDS, 'x-ratelimit-reset': PAUSE_SECONDS },
    rules: ['limit:deliveries'],
  };
}

export function unauthorized(): Answer {
  const message = 'no source has this write key';
  return {
    status: 401,
    body: { success: false, code: 'unauthorized', message },
    rules: ['choice:unknown-write-key=refuse'],
  };
}
