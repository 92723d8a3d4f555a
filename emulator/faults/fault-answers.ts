/** The answers that a fault plan decides, in the form of each place. */
import { isSuccessStatus } from '../../schemas/index.ts';
import { type Answer, errorBody } from '../answers/index.ts';
import type { FaultPlace, MetFault } from './fault-plan.ts';

const RULE = 'fault:';

/** Why an answer is what it is, as journal, traces and `x-astrolabe-rules` show it. */
export function faultRule({ id }: Pick<MetFault, 'id'>): string {
  return `${RULE}${id}`;
}

/** @returns the id of the fault plan that is among the rules which decided something */
export function faultAmong(rules: readonly string[]): string | undefined {
  return rules.find((rule) => rule.startsWith(RULE))?.slice(RULE.length);
}

/** @param collection of a question to the Records API */
export function faultAnswer(at: FaultPlace, fault: MetFault, collection?: string): Answer {
  const { status = 503, retryAfter, body = usualBody(at, fault, status, collection) } = fault;
  const isRefused = !isSuccessStatus(status);
  return {
    status,
    body,
    headers: waitHeaders(at, retryAfter),
    rules: [faultRule(fault)],
    code: isRefused ? 'fault-decided' : undefined,
    delayMs: undefined,
  };
}

/** The ingress says the same in two headers, because libraries read either. */
function waitHeaders(at: FaultPlace, retryAfter: number | undefined): Answer['headers'] {
  if (retryAfter === undefined) return undefined;
  const seconds = String(retryAfter);
  return at === 'ingress'
    ? { 'retry-after': seconds, 'x-ratelimit-reset': seconds }
    : { 'retry-after': seconds };
}

function usualBody(at: FaultPlace, { id }: MetFault, status: number, collection = ''): unknown {
  const isSuccess = isSuccessStatus(status);
  if (isSuccess && status !== 200 && status !== 202) return undefined;
  if (at === 'ingress') {
    if (isSuccess) return { success: true };
    const message = `the fault plan ${id} decided this answer`;
    return { success: false, code: SEGMENT_CODES[status] ?? 'fault', message };
  }
  if (isSuccess) return at === 'records' ? { [collection]: [] } : { success: true };
  return status < 400 ? undefined : errorBody('fault-decided', `it is ${id}`);
}

/** As the ingress names them itself. */
const SEGMENT_CODES: Readonly<Record<number, string>> = {
  400: 'invalid_request',
  401: 'unauthorized',
  429: 'too_many_requests',
};
