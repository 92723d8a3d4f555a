/** Alterations that change what was stored some time after it could be read. */
import type { Mutation, Store } from '../astrolabe/index.ts';
import type { Alteration } from './alteration.ts';
import type { MutationOf } from './wrappers.ts';

/** Longer than a look at the records takes, by the emulator's clock. */
const LATER_MS = 200;

/**
 * Prepares a change before a call of one kind is stored, and makes it later.
 *
 * @param prepare returns the change; undefined if this call is left alone
 */
export function changingLater<K extends Mutation['kind']>(
  kind: K,
  prepare: (
    mutation: MutationOf<K>,
    store: Store,
  ) => ((apply: (again: Mutation) => void) => void) | undefined,
): Alteration {
  return (parts, { clock, act }) => ({
    apply(connector, mutation) {
      const change = mutation.kind === kind ? prepare(mutation as MutationOf<K>, connector.store) : undefined;
      parts.apply(connector, mutation);
      if (change === undefined) return;
      act();
      clock.schedule(clock.now() + LATER_MS, { what: 'defect' }, () =>
        change((again) => parts.apply(connector, again)),
      );
    },
  });
}
