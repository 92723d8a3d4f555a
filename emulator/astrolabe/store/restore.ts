/** Puts records back into a store: those that were kept when the process ended. */
import { addEvent, associate, ensureAccount, indexAnonymousId } from './apply.ts';
import type { TrackedEvent } from './mutation.ts';
import type { PropertyHolder } from './properties.ts';
import type { Store } from './store.ts';

/** A record as it is kept: plain JSON. */
export type KeptRecord =
  | ({ readonly kind: 'user'; readonly userId?: string; readonly anonymousId?: string } & KeptProperties)
  | ({ readonly kind: 'account'; readonly groupId: string } & KeptProperties)
  | { readonly kind: 'membership'; readonly groupId: string; readonly userId: string }
  | {
      readonly kind: 'event';
      readonly record: TrackedEvent;
      readonly receivedAt: number;
      readonly number: number;
    }
  | { readonly kind: 'blocked'; readonly identity: string };

export interface KeptProperties {
  readonly properties: Record<string, unknown>;
  /** Milliseconds at which each property was set, where the order of calls matters. */
  readonly setAt?: readonly (readonly [name: string, at: number])[];
}

export function restore(store: Store, kept: KeptRecord): void {
  switch (kept.kind) {
    case 'user': {
      const { userId, anonymousId } = kept;
      const user = { userId, anonymousId, ...propertiesOf(kept) };
      if (userId !== undefined) store.usersById.set(userId, user);
      else if (anonymousId !== undefined) store.anonymousUsers.set(anonymousId, user);
      if (userId !== undefined && anonymousId !== undefined) indexAnonymousId(store, user, anonymousId);
      return;
    }
    case 'account':
      Object.assign(ensureAccount(store, kept.groupId), propertiesOf(kept));
      return;
    case 'membership':
      associate(store, kept.groupId, kept.userId);
      return;
    case 'event':
      addEvent(store, { record: kept.record, receivedAt: kept.receivedAt, number: kept.number });
      return;
    case 'blocked':
      store.blockedIds.add(kept.identity);
      return;
  }
}

function propertiesOf({ properties, setAt }: KeptProperties): PropertyHolder {
  return setAt === undefined ? { properties } : { properties, setAt: new Map(setAt) };
}
