/** The destination: takes a call, answers it, and stores what follows from it. */
import type { Clock } from '../ambient.ts';
import type { Choices } from '../choices.ts';
import type { Limits } from '../limits.ts';
import { apply } from './apply.ts';
import { type Authentication, authenticate } from './authenticate.ts';
import type { Answer, Decision, Inbound } from './call.ts';
import { type ConnectorKeys, createConnectors } from './connectors.ts';
import { planInspection } from './inspect-values.ts';
import { type DestinationContext, receive } from './receive.ts';
import { answerRecords, type RecordsQuestion } from './records.ts';
import { clearStore, sizeOf } from './store.ts';

export type { Authentication } from './authenticate.ts';
export type { Answer, Decision, Inbound, Payload } from './call.ts';

export interface Destination {
  /** Finds out who an Authorization header belongs to, for callers that deliver many calls with one. */
  authenticate(authorization: string): Authentication;
  /** Decides about a call and carries the decision out. */
  deliver(inbound: Inbound): Decision;
  /** Answers a question for records. */
  records(question: RecordsQuestion): Answer;
  /** Forgets every record of every connector. */
  reset(): void;
  /** Records by connector and kind. */
  counts(): Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface DestinationOptions {
  readonly keys: ConnectorKeys;
  readonly choices: Choices;
  readonly limits: Limits;
  readonly clock: Clock;
  /** Told of each decision, after it was carried out. */
  readonly onDecision: (decision: Decision) => void;
}

export function createDestination(options: DestinationOptions): Destination {
  const { choices, limits, clock, onDecision } = options;
  const connectors = createConnectors(options.keys);
  const context: DestinationContext = {
    connectors,
    choices,
    limits,
    inspection: planInspection(choices, limits.depth),
    clock,
  };
  return {
    authenticate: (authorization) => authenticate(connectors, authorization, choices),
    deliver(inbound) {
      const decision = receive(context, inbound);
      if (decision.connector !== undefined && decision.mutation !== undefined) {
        apply(decision.connector.store, decision.mutation);
      }
      onDecision(decision);
      return decision;
    },
    records: (question) => answerRecords(connectors, choices, question),
    reset() {
      for (const { store } of connectors) clearStore(store);
    },
    counts: () => Object.fromEntries(connectors.map(({ name, store }) => [name, sizeOf(store)])),
  };
}
