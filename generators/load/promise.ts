/** What the contract promises at the end of a load, for one user or one Account, at the cost of their own calls. */
import type { LoadPlan } from '../../schemas/index.ts';
import {
  accountTraitsOf,
  computationOf,
  eventOf,
  eventPropertiesOf,
  groupIdOf,
  stampOf,
  traitsOf,
  userIdOf,
} from './calls-of-plan.ts';
import {
  accountOf,
  callsOfUser,
  indexInRound,
  kindOf,
  type LoadKind,
  type PlannedCall,
  usersOfAccount,
} from './plan.ts';

/** Tells whether a call is known to have been accepted; of any other only the destination knows whether it arrived. */
export type HasArrived = (planned: PlannedCall) => boolean;

/** Something that a call leads to. */
export interface Promised<T> {
  readonly value: T;
  /** The first call that leads to it. */
  readonly by: PlannedCall;
  readonly kind: LoadKind;
  /** False if none of the calls that lead to it is known to have arrived: it may be there, and may be absent. */
  readonly isDue: boolean;
}

export interface PromisedEvent {
  readonly messageId: string;
  readonly event: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly timestamp: string;
}

/** One User at the end. */
export interface PromisedUser {
  readonly userId: string;
  /** Undefined if no call of this user creates a User. */
  readonly user: Promised<undefined> | undefined;
  readonly properties: ReadonlyMap<string, Promised<unknown>>;
  /** By the group ID. */
  readonly accounts: ReadonlyMap<string, Promised<undefined>>;
  /** By the messageId. */
  readonly events: ReadonlyMap<string, Promised<PromisedEvent>>;
}

/** A user in an Account. */
export interface Membership {
  /** Whether the user is in other Accounts, too. */
  readonly isOneOfSeveral: boolean;
}

/** One Account at the end. */
export interface PromisedAccount {
  readonly groupId: string;
  /** Undefined if no call names it. */
  readonly account: Promised<undefined> | undefined;
  readonly properties: ReadonlyMap<string, Promised<unknown>>;
  /** By the user ID. */
  readonly users: ReadonlyMap<string, Promised<Membership>>;
}

const ALL: HasArrived = () => true;

/** @param hasArrived default: every call did */
export function promisedUser(plan: LoadPlan, user: number, hasArrived: HasArrived = ALL): PromisedUser {
  const created = new Map<string, Promised<undefined>>();
  const properties = new Map<string, Promised<unknown>>();
  const accounts = new Map<string, Promised<undefined>>();
  const events = new Map<string, Promised<PromisedEvent>>();
  for (const { by, kind, isDue } of callsBy(plan, user, hasArrived)) {
    const note = noting(by, kind, isDue);
    if (kind === 'identify' || kind === 'audience') note(created, 'user', undefined);
    if (kind === 'identify') {
      for (const [name, value] of Object.entries(traitsOf(plan, by))) note(properties, name, value);
    } else if (kind === 'audience') note(properties, computationOf(plan, by).key, true);
    else if (kind === 'group') {
      // Whether a group call associates a user who is no User yet is another question (AST-ASSOC-005).
      const isUser = created.get('user')?.isDue === true;
      noting(by, kind, isDue && isUser)(accounts, groupIdOf(plan, accountOf(plan, by)), undefined);
    } else {
      const event = {
        event: eventOf(plan, by),
        properties: eventPropertiesOf(plan, by),
        ...stampOf(plan, by),
      };
      note(events, event.messageId, event);
    }
  }
  return { userId: userIdOf(plan, user), user: created.get('user'), properties, accounts, events };
}

/** @param hasArrived default: every call did */
export function promisedAccount(
  plan: LoadPlan,
  account: number,
  hasArrived: HasArrived = ALL,
): PromisedAccount {
  const created = new Map<string, Promised<undefined>>();
  const properties = new Map<string, Promised<unknown>>();
  const users = new Map<string, Promised<Membership>>();
  for (const user of usersOfAccount(plan, account)) {
    const own = promisedUser(plan, user, hasArrived);
    const membership = own.accounts.get(groupIdOf(plan, account));
    if (membership === undefined) continue;
    users.set(own.userId, { ...membership, value: { isOneOfSeveral: own.accounts.size > 1 } });
    for (const { by, kind, isDue } of callsBy(plan, user, hasArrived)) {
      if (kind !== 'group' || accountOf(plan, by) !== account) continue;
      const note = noting(by, kind, isDue);
      note(created, 'account', undefined);
      for (const [name, value] of Object.entries(accountTraitsOf(plan, by))) note(properties, name, value);
    }
  }
  return { groupId: groupIdOf(plan, account), account: created.get('account'), properties, users };
}

/** In the order in which they are sent. */
function* callsBy(plan: LoadPlan, user: number, hasArrived: HasArrived) {
  const calls = callsOfUser(plan, user);
  for (let round = 0; round < calls; round += 1) {
    const by = { user, index: indexInRound(plan, user, round) };
    yield { by, kind: kindOf(plan, by), isDue: hasArrived(by) };
  }
}

/** Notes what a call leads to, unless an earlier call is known to have led to it. */
function noting(by: PlannedCall, kind: LoadKind, isDue: boolean) {
  return <T>(promises: Map<string, Promised<T>>, name: string, value: T): void => {
    const known = promises.get(name);
    if (known === undefined || (isDue && !known.isDue)) promises.set(name, { value, by, kind, isDue });
  };
}
