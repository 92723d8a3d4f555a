/** What one connector has stored: Users, Accounts, associations and events, in memory. */
export { apply } from './apply.ts';
export type { EventRecord, Mutation, PropertyUpdate, Who } from './mutation.ts';
export type { PropertyHolder } from './properties.ts';
export { type KeptProperties, type KeptRecord, restore } from './restore.ts';
export {
  type Account,
  type Collection,
  clearStore,
  createStore,
  findUser,
  identityKey,
  type Store,
  type StoredEvent,
  type StoreWatcher,
  sizeOf,
  type User,
} from './store.ts';
