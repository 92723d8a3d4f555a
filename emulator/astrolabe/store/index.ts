/** The records of one connector, in memory: Users, Accounts, associations and events. */
export { apply } from './apply.ts';
export { isStoring, type Mutation, type PropertyUpdate, type TrackedEvent, type Who } from './mutation.ts';
export type { PropertyHolder } from './properties.ts';
export { type PersistedProperties, type PersistedRecord, restore } from './restore.ts';
export { loadStore, type SavedStore, saveStore } from './save.ts';
export {
  type Collection,
  clearStore,
  createStore,
  findUser,
  identityKey,
  type Store,
  type StoredAccount,
  type StoredEvent,
  type StoredUser,
  type StoreWatcher,
  sizeOf,
} from './store.ts';
