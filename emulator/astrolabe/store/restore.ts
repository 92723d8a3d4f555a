/** Puts persisted records back into a store. */
import { addEvent, associate, ensureAccount, indexAnonymousId } from './apply.ts';
import type { TrackedEvent } from './mutation.ts';
import type { PropertyHolder } from './properties.ts';
import type { Store } from './store.ts';

/** A record as it is persisted: plain JSON. */
export type PersistedRecord =
  | ({ readonly kind: 'user'; readonly userId?: string; readonly anonymousId?: string } & PersistedProperties)
  | ({ readonly kind: 'account'; readonly groupId: string } & PersistedProperties)
  | { readonly kind: 'membership'; readonly groupId: string; readonly userId: string }
  | {
      readonly kind: 'event';
      readonly record: TrackedEvent;
      readonly receivedAt: number;
      readonly number: number;
    }
  | { readonly kind: 'blocked'; readonly identity: string };

export interface PersistedProperties {
  readonly properties: Record<string, unknown>;
  /** When each property was set, in milliseconds since the epoch; only if the order of calls matters. */
  readonly setAt?: readonly (readonly [name: string, at: number])[];
}

export function restore(store: Store, persisted: PersistedRecord): void {
  switch (persisted.kind) {
    case 'user': {
      const { userId, anonymousId } = persisted;
      const user = { userId, anonymousId, ...propertiesOf(persisted) };
      if (userId !== undefined) store.usersById.set(userId, user);
      else if (anonymousId !== undefined) store.anonymousUsers.set(anonymousId, user);
      if (userId !== undefined && anonymousId !== undefined) indexAnonymousId(store, user, anonymousId);
      return;
    }
    case 'account':
      Object.assign(ensureAccount(store, persisted.groupId), propertiesOf(persisted));
      return;
    case 'membership':
      associate(store, persisted.groupId, persisted.userId);
      return;
    case 'event':
      addEvent(store, {
        record: persisted.record,
        receivedAt: persisted.receivedAt,
        number: persisted.number,
      });
      return;
    case 'blocked':
      store.blockedIds.add(persisted.identity);
      return;
  }
}

function propertiesOf({ properties, setAt }: PersistedProperties): PropertyHolder {
  return { properties, setAt: setAt && new Map(setAt) };
}
