/** How far a call came, in a word or two. */
import { REASONS, type Reason } from './reasons.ts';
import { DELIVERY_STAGES } from './render-trace.ts';
import type { CallTrace, DeliveryTrace } from './trace-record.ts';

/** With several deliveries, that of the one that came furthest. */
export function stageOf({ reason, delivery }: CallTrace): {
  readonly stage: string;
  readonly instance?: string;
  /** Why it goes no further. */
  readonly reason?: string;
  /** What that means and what to send instead, or what the destination said. */
  readonly meaning?: string | undefined;
} {
  if (reason !== undefined) return { stage: REASONS[reason].stage, ...explained(reason) };
  let furthest: DeliveryTrace | undefined;
  for (let one = delivery; one !== undefined; one = one.earlier) {
    if (furthest === undefined || rank(one) >= rank(furthest)) furthest = one;
  }
  if (furthest === undefined) return { stage: 'received' };
  const { instance, isStored, state, attempt, reason: why } = furthest;
  if (isStored) return { stage: 'stored', instance };
  // Queued before its first attempt, it waits for no retry.
  const isNew = state === 'queued' && attempt === undefined;
  const stage = isNew ? 'received' : DELIVERY_STAGES[state];
  if (why !== undefined) return { stage, instance, ...explained(why) };
  const { status, error, message } = attempt ?? {};
  const failure = state === 'delivered' ? undefined : (status ?? error);
  return failure === undefined
    ? { stage, instance }
    : { stage, instance, reason: String(failure), meaning: message };
}

function explained(reason: Reason): { readonly reason: string; readonly meaning: string } {
  return { reason, meaning: REASONS[reason].meaning };
}

const RANKS: Readonly<Record<DeliveryTrace['state'], number>> = {
  filtered: 0,
  discarded: 1,
  'awaiting-retry': 2,
  queued: 2,
  delivered: 3,
};

function rank({ state, isStored }: DeliveryTrace): number {
  return isStored ? 4 : RANKS[state];
}
