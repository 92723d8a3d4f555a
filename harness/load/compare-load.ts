/** Compares what is stored of a load with what its plan promises. */
import type { PromisedAccount, PromisedUser } from '../../generators/load/index.ts';
import type { AccountRecord, EventRecord, LoadPlan, UserRecord } from '../../schemas/index.ts';
import type { LoadClauseId, LoadFault } from '../../verdict/index.ts';
import { compareEvents } from './compare-events.ts';
import { compareProperties, type PropertyClauses } from './compare-properties.ts';
import { faultsAbout, isOfRun, repeated } from './load-fault.ts';

/** What the Records API shows of one user. */
export interface UserOnRecord {
  readonly users: readonly UserRecord[];
  readonly events: readonly EventRecord[];
}

/**
 * What is wrong with a User, its associations and its events; empty if nothing is.
 *
 * @param mayOverlap whether calls about one Account may have arrived at once, because several shards sent them: what such
 *   calls lose breaks a SHOULD (AST-GROUP-008)
 */
export function compareUser(
  plan: LoadPlan,
  promised: PromisedUser,
  stored: UserOnRecord,
  mayOverlap: boolean,
): LoadFault[] {
  const { users } = stored;
  const about = faultsAbout(plan, promised.userId);
  const events = compareEvents(plan, promised, stored.events);
  if (users.length === 0) {
    const isLost = promised.user?.isDue === true;
    return isLost ? [about('lost', 'User', 'AST-IDENT-001', { by: promised.user }), ...events] : events;
  }
  const doubled =
    users.length > 1
      ? [about('doubled', 'User', 'AST-IDENT-001', { by: promised.user, found: users.length })]
      : [];
  // Of a doubled User each property counts that one of them has.
  const properties = Object.assign({}, ...users.map((user) => user.properties)) as UserRecord['properties'];
  return [
    ...doubled,
    ...compareProperties(plan, promised.userId, promised.properties, properties, USER_CLAUSES),
    ...compareAccountIds(
      plan,
      promised,
      users.flatMap(({ accountIds }) => accountIds),
      mayOverlap,
    ),
    ...events,
  ];
}

/** What is wrong with an Account and its associations; empty if nothing is. @param mayOverlap see {@link compareUser} */
export function compareAccount(
  plan: LoadPlan,
  promised: PromisedAccount,
  accounts: readonly AccountRecord[],
  mayOverlap: boolean,
): LoadFault[] {
  const { groupId, account } = promised;
  const about = faultsAbout(plan, groupId);
  const unlessAtOnce = (clause: LoadClauseId) => (mayOverlap ? AT_ONCE : clause);
  if (accounts.length === 0) {
    return account?.isDue === true
      ? [about('lost', 'Account', unlessAtOnce('AST-GROUP-001'), { by: account })]
      : [];
  }
  const doubled =
    accounts.length > 1
      ? [about('doubled', 'Account', unlessAtOnce('AST-GROUP-001'), { by: account, found: accounts.length })]
      : [];
  const properties = Object.assign({}, ...accounts.map((one) => one.properties)) as Record<string, unknown>;
  const userIds = accounts.flatMap((one) => one.userIds);
  const lost = [...promised.users].filter(([userId, { isDue }]) => isDue && !userIds.includes(userId));
  const foreign = userIds.filter((userId) => isOfRun(plan, userId) && !promised.users.has(userId));
  return [
    ...doubled,
    ...compareProperties(plan, groupId, promised.properties, properties, {
      ...ACCOUNT_CLAUSES,
      lost: unlessAtOnce(ACCOUNT_CLAUSES.lost),
    }),
    ...lost.map(([member, by]) =>
      about('lost', 'association', associationClause(by.value.isOneOfSeveral, mayOverlap), { member, by }),
    ),
    ...foreign.map((member) => about('foreign', 'association', 'AST-GROUP-009', { member })),
    ...repeated(userIds).map((member) =>
      about('doubled', 'association', 'AST-ASSOC-002', { member, by: promised.users.get(member) }),
    ),
  ];
}

const USER_CLAUSES: PropertyClauses = {
  of: 'property',
  lost: 'AST-IDENT-002',
  wrong: 'AST-IDENT-004',
  foreign: 'AST-IDENT-005',
};
const ACCOUNT_CLAUSES: PropertyClauses = {
  of: 'Account property',
  lost: 'AST-GROUP-002',
  wrong: 'AST-GROUP-004',
  foreign: 'AST-GROUP-009',
};
/** Calls for one Account that arrive at once. */
const AT_ONCE = 'AST-GROUP-008';

/** That a User is in one Account is a MUST, that it is in several a SHOULD. */
function associationClause(isOneOfSeveral: boolean, mayOverlap: boolean): LoadClauseId {
  if (isOneOfSeveral) return 'AST-ASSOC-004';
  return mayOverlap ? AT_ONCE : 'AST-ASSOC-001';
}

function compareAccountIds(
  plan: LoadPlan,
  { userId, accounts }: PromisedUser,
  stored: readonly string[],
  mayOverlap: boolean,
): LoadFault[] {
  const about = faultsAbout(plan, userId);
  const lost = [...accounts].filter(([groupId, { isDue }]) => isDue && !stored.includes(groupId));
  const clause = associationClause(
    stored.some((groupId) => accounts.has(groupId)),
    mayOverlap,
  );
  const foreign = stored.filter((groupId) => isOfRun(plan, groupId) && !accounts.has(groupId));
  return [
    ...lost.map(([member, by]) => about('lost', 'association', clause, { member, by })),
    ...foreign.map((member) => about('foreign', 'association', 'AST-GROUP-009', { member })),
    ...repeated(stored).map((member) =>
      about('doubled', 'association', 'AST-ASSOC-002', { member, by: accounts.get(member) }),
    ),
  ];
}
