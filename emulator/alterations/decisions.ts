/** Decisions turned into others. */

import { isSuccessStatus } from '../../schemas/index.ts';
import type { ErrorCode } from '../answers/index.ts';
import type { Decision } from '../astrolabe/index.ts';

/** Whether a call was accepted. */
export function isAccepted({ status }: Decision): boolean {
  return isSuccessStatus(status);
}

/** A refusal answered as a success, with nothing stored. */
export function accepted({ connector, call }: Decision): Decision {
  return { status: 200, body: { success: true }, rules: [], connector, call };
}

/** The same decision under another status. */
export function withStatus(status: number): (decision: Decision) => Decision {
  return (decision) => ({ ...decision, status });
}

/** An accepted call answered with an error, with nothing stored. */
export function failed({ connector, call }: Decision, status: number): Decision {
  return { status, body: { message: 'This call was not taken.' }, rules: [], connector, call };
}

/** Changes refusals with one of these codes. */
export function onError(
  codes: readonly ErrorCode[],
  change: (decision: Decision) => Decision,
): (decision: Decision) => Decision | undefined {
  return (decision) =>
    decision.code !== undefined && codes.includes(decision.code) ? change(decision) : undefined;
}
