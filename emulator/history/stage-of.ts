/** How far a call came, in a word or two. */
import { REASONS } from './reasons.ts';
import { DELIVERY_STAGES } from './render-trace.ts';
import type { CallTrace, DeliveryTrace } from './trace-record.ts';

/** With several deliveries, that of the one that came furthest. */
export function stageOf({ reason, delivery }: CallTrace): {
  readonly stage: string;
  readonly instance?: string;
} {
  if (reason !== undefined) return { stage: REASONS[reason].stage };
  let furthest: DeliveryTrace | undefined;
  for (let one = delivery; one !== undefined; one = one.earlier) {
    if (furthest === undefined || rank(one) >= rank(furthest)) furthest = one;
  }
  if (furthest === undefined) return { stage: 'received' };
  const { instance, isStored, state, attempt } = furthest;
  if (isStored) return { stage: 'stored', instance };
  // Queued before its first attempt, it waits for no retry.
  const isNew = state === 'queued' && attempt === undefined;
  return { stage: isNew ? 'received' : DELIVERY_STAGES[state], instance };
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
