/** Functions that change decisions. */
import { isSuccessStatus } from '../../schemas/index.ts';
import type { ErrorCode } from '../answers/index.ts';
import type { Decision } from '../astrolabe/index.ts';

/** Whether a call was accepted. */
export function isAccepted({ status }: Decision): boolean {
  return isSuccessStatus(status);
}

/** Answers with a success and stores nothing. */
export function asSuccess({ connector, call }: Decision): Decision {
  return { status: 200, body: { success: true }, rules: [], connector, call };
}

/** Changes only the status of a decision. */
export function withStatus(status: number): (decision: Decision) => Decision {
  return (decision) => ({ ...decision, status });
}

/** Answers with an error and stores nothing. */
export function asError({ connector, call }: Decision, status: number): Decision {
  return { status, body: { message: 'This call was not accepted.' }, rules: [], connector, call };
}

/** Changes refusals with one of these codes, and no other decision. */
export function onError(
  codes: readonly ErrorCode[],
  change: (decision: Decision) => Decision,
): (decision: Decision) => Decision | undefined {
  return (decision) =>
    decision.code !== undefined && codes.includes(decision.code) ? change(decision) : undefined;
}
