/** A trace as readers see it: times as text, stages in order, outcomes under their documented names. */
import { type CallStage, REASONS, type Reason } from './reasons.ts';
import type { AttemptTrace, CallTrace, DeliveryTrace } from './trace-record.ts';

export interface RenderedTrace {
  readonly messageId: string;
  readonly type?: string | undefined;
  readonly userId?: string | undefined;
  readonly anonymousId?: string | undefined;
  readonly event?: string | undefined;
  readonly receivedAt: string;
  /**
   * `delivered`, `queued`, `errors.awaiting-retry.503`, `errors.discarded.400`; or, if the call ended before its
   * delivery, the stage and the reason, such as `failed-on-ingest.no_user_anon_id`. With several deliveries, the
   * outcome of the one that is furthest from being delivered.
   */
  readonly outcome: string;
  readonly stages: readonly RenderedStage[];
  readonly deliveries: readonly RenderedDelivery[];
  /** Later calls with the same messageId, which were dropped; absent if there were none. */
  readonly duplicates?: number;
}

interface RenderedStage {
  readonly stage: CallStage;
  readonly at?: string;
  readonly instance?: string;
  readonly reason?: string;
  readonly meaning?: string;
}

interface RenderedDelivery {
  readonly instance: string;
  readonly outcome: string;
  readonly nextAttemptAt?: string;
  readonly attempts: readonly RenderedAttempt[];
}

interface RenderedAttempt {
  readonly at: string;
  readonly status?: number | undefined;
  readonly error?: string | undefined;
  readonly ms: number;
  readonly message?: string | undefined;
  readonly rules?: readonly string[] | undefined;
}

export function renderTrace(trace: CallTrace): RenderedTrace {
  const deliveries = chain(trace.delivery);
  const { messageId, type, userId, anonymousId, event, duplicates, reason } = trace;
  return {
    messageId,
    type,
    userId,
    anonymousId,
    event,
    receivedAt: isoTime(trace.receivedAt),
    outcome: reason === undefined ? worstOutcome(deliveries) : droppedAs(reason),
    stages: [
      { stage: 'received', at: isoTime(trace.receivedAt) },
      ...(reason === undefined ? [] : [reasonStage(reason)]),
      ...deliveries.map(deliveryStage),
    ],
    deliveries: deliveries.map(renderDelivery),
    duplicates: duplicates === 0 ? undefined : duplicates,
  };
}

function renderDelivery(delivery: DeliveryTrace): RenderedDelivery {
  const { instance, dueAt, attempt } = delivery;
  return {
    instance,
    outcome: outcomeOf(delivery),
    nextAttemptAt: dueAt === undefined ? undefined : isoTime(dueAt),
    attempts: chain(attempt).map(renderAttempt),
  };
}

function renderAttempt({ at, status, error, ms, message, rules }: AttemptTrace): RenderedAttempt {
  return { at: isoTime(at), status, error, ms: Math.round(ms * 1_000) / 1_000, message, rules };
}

function outcomeOf({ state, reason, attempt }: DeliveryTrace): string {
  switch (state) {
    case 'queued':
    case 'delivered':
      return state;
    case 'filtered':
      return reason === undefined ? state : droppedAs(reason);
    case 'awaiting-retry':
    case 'discarded':
      return `errors.${state}.${reason ?? attempt?.status ?? attempt?.error}`;
  }
}

const FURTHEST_FIRST = ['queued', 'awaiting-retry', 'discarded', 'delivered', 'filtered'] as const;

function worstOutcome(deliveries: readonly DeliveryTrace[]): string {
  for (const state of FURTHEST_FIRST) {
    const found = deliveries.find((delivery) => delivery.state === state);
    if (found !== undefined) return outcomeOf(found);
  }
  return 'received';
}

function deliveryStage(delivery: DeliveryTrace): RenderedStage {
  const { instance, state, reason, attempt } = delivery;
  if (state === 'filtered' && reason !== undefined) return { ...reasonStage(reason), instance };
  const isFine = state === 'delivered' || state === 'queued';
  return {
    stage: DELIVERY_STAGES[state],
    instance,
    at: attempt === undefined ? undefined : isoTime(attempt.at),
    reason: isFine ? undefined : outcomeOf(delivery),
  };
}

const DELIVERY_STAGES: Readonly<Record<DeliveryTrace['state'], CallStage>> = {
  queued: 'pending retry',
  'awaiting-retry': 'pending retry',
  delivered: 'delivered',
  discarded: 'failed delivery',
  filtered: 'filtered at destination',
};

function reasonStage(reason: Reason): RenderedStage {
  const { stage, meaning } = REASONS[reason];
  return { stage, reason, meaning };
}

function droppedAs(reason: Reason): string {
  return `${REASONS[reason].stage.replaceAll(' ', '-')}.${reason}`;
}

/** The items of a list that is linked from the latest to the first, in order of time. */
function chain<Item extends { readonly earlier: Item | undefined }>(latest: Item | undefined): Item[] {
  const items: Item[] = [];
  for (let item = latest; item !== undefined; item = item.earlier) items.push(item);
  return items.reverse();
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}
