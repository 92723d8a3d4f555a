/** The door of load plans: the calls of any number of users, each computed by itself, and what they must lead to. */
export {
  callNamedIn,
  callOf,
  callWithValue,
  groupIdOf,
  isPlannedName,
  scopeOf,
  stampOf,
  userIdOf,
} from './calls-of-plan.ts';
export { mixedBits } from './mixed-bits.ts';
export {
  accountOf,
  callAt,
  callsOfShard,
  callsOfUser,
  kindOf,
  LOAD_KINDS,
  type LoadKind,
  type LoadShard,
  MOST_CALLS_OF_USER,
  MOST_USERS_OF_ACCOUNT,
  type PlannedCall,
  placeOf,
  shardOfUser,
  usersOfShard,
} from './plan.ts';
export {
  type HasArrived,
  type Promised,
  type PromisedAccount,
  type PromisedEvent,
  type PromisedUser,
  promisedAccount,
  promisedUser,
} from './promise.ts';
