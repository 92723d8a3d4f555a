/** Delivers calls to the built-in destination without a socket, which makes batches fast. */
import { isSuccessStatus } from '../../../schemas/index.ts';
import type { Logger } from '../../ambient.ts';
import { type Authentication, type Destination, isStoring } from '../../astrolabe/index.ts';
import { type AttemptResult, keptMessage } from '../../history/index.ts';
import type { Instance } from '../instances.ts';
import { authorizationOf, type DeliverInProcess, type DeliveryFaults, NO_FAULTS } from './transport.ts';

interface KnownCaller {
  readonly apiKey: string;
  readonly caller: Authentication;
  /** See `Connectors`. */
  readonly changes: number;
}

/**
 * @param stopwatch see `Ambient`
 * @param faults default: none
 */
export function deliverInProcess(
  destination: Destination,
  stopwatch: () => number,
  logger: Logger,
  faults: DeliveryFaults = NO_FAULTS,
): DeliverInProcess {
  const callers = new Map<string, KnownCaller>();

  /** The key of an instance is checked once, not with every call. */
  const callerOf = ({ id, apiKey }: Instance): Authentication => {
    const known = callers.get(id);
    const { changes } = destination.connectors;
    if (known?.apiKey === apiKey && known.changes === changes) return known.caller;
    const caller = destination.authenticate(authorizationOf(apiKey));
    callers.set(id, { apiKey, caller, changes });
    return caller;
  };

  const deliver = (instance: Instance, call: Readonly<Record<string, unknown>>): AttemptResult => {
    const begun = stopwatch();
    try {
      const { status, body, rules, mutation, connector } = destination.deliver({
        method: 'POST',
        authorization: undefined,
        caller: callerOf(instance),
        contentType: 'application/json',
        payload: { kind: 'value', value: call },
      });
      const ms = stopwatch() - begun;
      const turn = destination.decided;
      const connectorNumber = connector?.number;
      return isSuccessStatus(status)
        ? { status, ms, rules, isStored: isStoring(mutation), turn, connectorNumber }
        : { status, ms, rules, message: messageOf(body), turn, connectorNumber };
    } catch (error) {
      logger.error('the built-in destination failed', error);
      return { error: 'EMULATOR_FAULT', ms: stopwatch() - begun };
    }
  };

  return (instance, call) =>
    faults.isAny ? faults.deliver(call, () => deliver(instance, call)) : deliver(instance, call);
}

function messageOf(body: unknown): string | undefined {
  const message = (body as { message?: unknown } | undefined)?.message;
  return typeof message === 'string' ? keptMessage(message) : undefined;
}
