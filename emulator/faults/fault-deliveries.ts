/** Faults of the destination that deliveries within the process meet. */
import { CALL_TYPES, isObject } from '../../schemas/index.ts';
import type { Decision } from '../astrolabe/index.ts';
import { type AttemptResult, keptMessage } from '../history/index.ts';
import { faultAnswer, faultRule } from './fault-answers.ts';
import { type FaultSubject, lets, type MetFault } from './fault-plan.ts';
import type { Faults } from './faults.ts';

/** Changes the results of deliveries. */
export interface FaultDeliveries {
  /** Whether there is any plan. */
  readonly isAny: boolean;
  /**
   * Delivers a call, or lets it fail.
   *
   * @returns the result, and how long after it was delivered it is there; undefined if that is at once
   */
  deliver(call: FaultSubject, deliver: () => AttemptResult): AttemptResult & { readonly afterMs?: number };
}

interface FaultDeliveryParts {
  readonly faults: Faults;
  /** Milliseconds after which a delivery ends without an answer. */
  readonly timeout: number;
  /** Called with each answer that a plan decided. */
  readonly onAnswer: (decision: Decision) => void;
}

export function createFaultDeliveries({ faults, timeout, onAnswer }: FaultDeliveryParts): FaultDeliveries {
  const resultOf = (call: FaultSubject, fault: MetFault): AttemptResult => {
    const rules = [faultRule(fault)];
    if (fault.reset) return { error: 'ECONNRESET', ms: 0, rules };
    const decision = destinationFault(call, fault);
    onAnswer(decision);
    const { status } = decision;
    return { status, ms: 0, message: messageOf(decision.body), rules, retryAfter: fault.retryAfter };
  };
  return {
    get isAny() {
      return faults.isAny;
    },
    deliver(call, deliver) {
      const fault = faults.next('destination', [call]);
      if (fault === undefined) return deliver();
      const result = lets(fault) ? deliver() : resultOf(call, fault);
      const { delayMs } = fault;
      if (delayMs === 0) return result;
      // The destination has the call, as it would if an answer came too late to be read.
      if (delayMs > timeout) {
        const { isStored, turn, connectorNumber } = result;
        const rules = [faultRule(fault)];
        const seen = { isStored, turn, connectorNumber };
        return { error: 'ETIMEDOUT', ms: timeout, rules, ...seen, afterMs: timeout };
      }
      return { ...result, ms: result.ms + delayMs, afterMs: delayMs };
    },
  };
}

/** What the destination says to a call whose answer a plan decides; it has no connector, because no key is looked at. */
export function destinationFault(call: FaultSubject | undefined, fault: MetFault): Decision {
  const { messageId } = call ?? {};
  const type = CALL_TYPES.find((one) => one === call?.type);
  const known = { messageId: typeof messageId === 'string' ? messageId : undefined };
  return {
    ...faultAnswer('destination', fault),
    call: type === undefined ? undefined : { type, ...known },
  };
}

function messageOf(body: unknown): string | undefined {
  const message = isObject(body) ? body.message : undefined;
  return typeof message === 'string' ? keptMessage(message) : undefined;
}
