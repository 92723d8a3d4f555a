/** Which fault plan a request meets at each place, and what the answer is then. */
import { isObject } from '../../../schemas/index.ts';
import type { Answer } from '../../answers/index.ts';
import type { Inbound, Payload, RecordsQuestion } from '../../astrolabe/index.ts';
import type { Core } from '../../core.ts';
import { destinationFault, type FaultSubject, faultAnswer, lets, type MetFault } from '../../faults/index.ts';
import type { ResolvedOptions } from '../../options/index.ts';
import { type IngressRequest, readRequest } from '../../segment/index.ts';

/** A fault and the answer that follows from it; there is none if the connection breaks off. */
export interface Met {
  readonly fault: MetFault;
  readonly answer: Answer | undefined;
}

/** A call that is posted to the destination's static URL. */
export function faultOfCall(
  { faults, destination, journal, watch }: Core,
  inbound: Inbound,
): Met | undefined {
  if (inbound.method !== 'POST') return undefined;
  const call = callIn(inbound.payload);
  const calls = call === undefined ? [] : [call];
  const fault = faults.next('destination', calls);
  if (fault === undefined) return undefined;
  if (lets(fault)) return { fault, answer: destination.deliver(inbound) };
  tell(watch, 'destination', fault, calls);
  if (fault.reset) return { fault, answer: undefined };
  const decision = destinationFault(call, fault);
  journal.record(decision);
  return { fault, answer: decision };
}

/** A request to the ingress: it matches if one of its calls, as they were received, matches. */
export function faultOfRequest(
  core: Core,
  options: Pick<ResolvedOptions, 'limits'>,
  request: IngressRequest,
): Met | undefined {
  const { faults, ingress, watch } = core;
  // Metrics are about a library, and have no call.
  if (request.route.kind === 'metrics') return undefined;
  const calls = callsIn(request, options);
  const fault = faults.next('ingress', calls);
  if (fault === undefined) return undefined;
  if (lets(fault)) return { fault, answer: ingress.accept(request) };
  tell(watch, 'ingress', fault, calls);
  if (fault.reset) return { fault, answer: undefined };
  const answer = faultAnswer('ingress', fault);
  for (const watcher of watch.watchers) watcher.refused?.(answer);
  return { fault, answer };
}

/** A pixel: its image is always shown, so that it can only be late or missing. */
export function faultOfPixel(
  { faults, watch }: Core,
  options: Pick<ResolvedOptions, 'limits'>,
  request: IngressRequest,
): MetFault | undefined {
  const calls = callsIn(request, options);
  const fault = faults.next('ingress', calls, ({ status }) => status === undefined);
  if (fault?.reset) tell(watch, 'ingress', fault, calls);
  return fault;
}

/** A question to the Records API. */
export function faultOfQuestion({ faults, destination }: Core, question: RecordsQuestion): Met | undefined {
  const { collection, query } = question;
  const fault = faults.next('records', [{ ...Object.fromEntries(query), collection }]);
  if (fault === undefined) return undefined;
  if (lets(fault)) return { fault, answer: destination.records(question) };
  return { fault, answer: fault.reset ? undefined : faultAnswer('records', fault, collection) };
}

/** Whoever watches would not see what is not processed. */
function tell(
  { watchers }: Core['watch'],
  at: 'ingress' | 'destination',
  { id, reset, status = 503 }: MetFault,
  calls: readonly FaultSubject[],
): void {
  for (const watcher of watchers) {
    watcher.faulted?.({ at, id, status: reset ? undefined : status, calls });
  }
}

function callsIn(
  request: IngressRequest,
  { limits }: Pick<ResolvedOptions, 'limits'>,
): readonly FaultSubject[] {
  const { route, payload } = request;
  const read = request.read ?? readRequest(route, payload, limits);
  return 'problem' in read ? [] : read.value.calls.filter(isObject);
}

function callIn(payload: Payload): FaultSubject | undefined {
  if (payload.kind !== 'text') return undefined;
  try {
    const value: unknown = JSON.parse(payload.text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
