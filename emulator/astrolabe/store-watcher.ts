/** Who is told of every record that changes, where records are kept beyond the life of the process. */
import type { Account, StoredEvent, User } from './store/index.ts';

/** Told after the change; the record is the one that the store holds. */
export interface StoreWatcher {
  user(user: User): void;
  userRemoved(user: User): void;
  account(account: Account): void;
  membership(groupId: string, userId: string): void;
  membershipRemoved(groupId: string, userId: string): void;
  event(event: StoredEvent): void;
  eventRemoved(event: StoredEvent): void;
  /** @param identity see `identityKey` */
  blocked(identity: string): void;
  unblocked(identity: string): void;
}
