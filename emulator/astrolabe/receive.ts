/** The sequence of parts that every call passes, from its request to the decision about it. */
import type { Clock } from '../ambient.ts';
import type { Choices } from '../choices/index.ts';
import type { Limits } from '../limits.ts';
import { accept } from './accept.ts';
import type { Decision, Inbound } from './call.ts';
import { findShortage } from './capacity.ts';
import type { Parts } from './parts.ts';
import { readCall } from './read-call.ts';
import { usableFields } from './reading/index.ts';
import { refuse } from './refuse.ts';

/** What decisions depend on. Stores are only read here; `apply` changes them. */
interface DestinationContext {
  readonly choices: Choices;
  readonly limits: Limits;
  readonly clock: Clock;
}

/**
 * Decides about one call (docs/contract.md sections 2a and 3). It stores nothing: the decision says what to store.
 * The order is fixed: method, key, body, type, fields, limits. A wrong key is therefore 401 whatever the body is.
 */
export function receive(
  parts: Parts,
  { choices, limits, clock }: DestinationContext,
  inbound: Inbound,
): Decision {
  if (inbound.method !== 'POST') return refuseMethod(inbound.method, choices['other-method']);

  const caller = inbound.caller ?? parts.authenticate(inbound.authorization);
  if ('error' in caller) return refuse(caller, { connector: caller.connector });
  const { connector } = caller;

  const read = readCall(parts, limits, inbound);
  if (read.refusal !== undefined) return refuse(read.refusal, { connector, call: read.call });

  const { type } = read;
  const fields = usableFields(read.fields);
  const call = {
    type,
    messageId: fields.messageId ?? undefined,
    event: type === 'track' ? fields.event : undefined,
  };
  const outcome = parts.decide({ connector, type, call: fields, choices, now: clock.now() });
  if ('error' in outcome) return refuse(outcome, { connector, call });
  const { rules, mutation } = outcome;
  const shortage = mutation === undefined ? undefined : findShortage(connector.store, mutation, limits);
  if (shortage !== undefined) return refuse(shortage, { connector, call });
  return accept(choices, rules, { connector, call, mutation });
}

function refuseMethod(method: string, setting: Choices['other-method']): Decision {
  const decision = refuse({
    error: 'method-not-supported',
    detail: 'send each call as a POST request with a JSON body',
    rules: ['AST-HTTP-001', `choice:other-method=${setting}`],
  });
  return { ...decision, status: Number(setting), headers: { allow: 'POST' }, method };
}
