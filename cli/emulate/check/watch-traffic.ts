/** From what the emulator says of its calls to what the check is told. */
import {
  type CallTrace,
  type CallWatcher,
  type Decision,
  type DeliveryTrace,
  faultAmong,
  meaningOf,
} from '../../../emulator/start.ts';
import { isObject, isSuccessStatus } from '../../../schemas/index.ts';
import type { CallOutcome } from './arrived.ts';
import type { CheckedCall, Traffic } from './traffic-check.ts';

/** A watcher, and what went wrong in it: a watcher must not throw. */
export interface TrafficWatcher {
  readonly watcher: CallWatcher;
  /** The first fault of the check itself. */
  fault(): unknown;
}

/** Calls that Engage makes are not judged: no command wrote them. */
export function watchTraffic(traffic: Traffic): TrafficWatcher {
  const open = new WeakMap<CallTrace, CheckedCall>();
  let arrived: CheckedCall | undefined;
  let fault: unknown;
  const safely =
    <Told extends readonly unknown[]>(tell: (...told: Told) => void) =>
    (...told: Told) => {
      try {
        tell(...told);
      } catch (error) {
        fault ??= error;
      }
    };
  const watcher: CallWatcher = {
    arrived: safely((value) => {
      arrived = traffic.arrived({ door: 'ingress', value });
    }),
    received: safely((trace) => {
      const call = arrived;
      arrived = undefined;
      const { reason } = trace;
      if (call === undefined) return;
      if (reason === undefined) open.set(trace, call);
      else traffic.ended(call, { state: 'dropped', reason, meaning: meaningOf(reason), rules: [] });
    }),
    attempted: safely((trace, delivery) => {
      const call = open.get(trace);
      const outcome = outcomeOf(delivery);
      if (call !== undefined && outcome !== undefined) traffic.ended(call, outcome);
    }),
    answered: safely((decision, { headers, payload }) => {
      // The ingress delivers within the process, and is told of by the attempts.
      if (headers === undefined) return;
      const value = payload.kind === 'text' ? parsed(payload.text) : undefined;
      if (decision.connector === undefined || !isObject(value)) {
        traffic.refused({
          request: `${decision.method ?? 'POST'} /astrolabe`,
          status: decision.status,
          message: messageIn(decision.body),
          rules: decision.rules,
        });
        return;
      }
      traffic.ended(traffic.arrived({ door: 'destination', value }), answerOf(decision));
    }),
    refused: safely(({ status, body, rules }) => {
      // `faulted` has its calls as well.
      if (faultAmong(rules) !== undefined) return;
      traffic.refused({ request: 'a request to the ingress', status, message: messageIn(body), rules });
    }),
    faulted: safely(({ at, id, status, calls }) => {
      traffic.faulted({ door: at, plan: id, outcome: String(status ?? 'ECONNRESET'), calls });
    }),
    unmet: safely(({ method, path, status, nearest }) => {
      if (!isForCalls(method, path, status)) return;
      const message =
        nearest === undefined
          ? 'there is no such address'
          : `there is no such address: did you mean ${nearest}?`;
      traffic.refused({ request: `${method} ${path}`, status, message, rules: [] });
    }),
  };
  return { watcher, fault: () => fault };
}

function outcomeOf({ state, reason, attempt }: DeliveryTrace): CallOutcome | undefined {
  const { status, error, message, rules = [] } = attempt ?? {};
  switch (state) {
    case 'delivered':
      return { state, reason: undefined, meaning: undefined, rules };
    case 'filtered':
      return { state, reason, meaning: reason && meaningOf(reason), rules: [] };
    case 'discarded': {
      if (reason !== undefined) return { state: 'dropped', reason, meaning: meaningOf(reason), rules: [] };
      const cause = String(status ?? error);
      const because = message === undefined ? '' : `: ${message}`;
      const meaning = `the destination did not accept the call (${cause})${because}`;
      return { state: 'refused', reason: cause, meaning, rules };
    }
    case 'queued':
    case 'awaiting-retry':
      return undefined;
  }
}

function answerOf({ status, body, rules }: Decision): CallOutcome {
  if (isSuccessStatus(status)) return { state: 'delivered', reason: undefined, meaning: undefined, rules };
  const meaning = `the destination refused the call (${status}): ${messageIn(body)}`;
  return { state: 'refused', reason: String(status), meaning, rules };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function messageIn(body: unknown): string {
  return isObject(body) && typeof body.message === 'string' ? body.message : 'no reason was given';
}

/** Pages ask for icons, and tests look around; a lost call is what someone tried to send. */
function isForCalls(method: string, path: string, status: number): boolean {
  // A pixel is answered with an image, whatever happens, and was told of already.
  if (path.startsWith('/v1/pixel/') && status !== 404 && status !== 405) return false;
  if (path.startsWith('/_emulator') || path.startsWith('/records')) return false;
  return path.startsWith('/v1') || (method !== 'GET' && method !== 'HEAD');
}
