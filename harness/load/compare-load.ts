/** Compares what is stored of a load with what its plan promises. */
import { isDeepStrictEqual } from 'node:util';
import {
  callNamedIn,
  callWithValue,
  isPlannedName,
  kindOf,
  type LoadKind,
  type PlannedCall,
  type Promised,
  type PromisedAccount,
  type PromisedEvent,
  type PromisedUser,
  scopeOf,
  stampOf,
} from '../../generators/load/index.ts';
import {
  type AccountRecord,
  type EventRecord,
  isObject,
  type LoadPlan,
  type LoadRecord,
  type UserRecord,
} from '../../schemas/index.ts';
import { loadRegistry } from '../registry/index.ts';

/** One difference between what is promised and what is stored. */
export type LoadFault = NonNullable<LoadRecord['found']>['faults'][number];

type FaultCall = NonNullable<LoadFault['call']>;

/** What the Records API shows of one user. */
export interface UserOnRecord {
  readonly users: readonly UserRecord[];
  readonly events: readonly EventRecord[];
}

/**
 * What is wrong with a User, its associations and its events; empty if nothing is.
 *
 * @param mayOverlap whether calls about one Account may have arrived at once, because several parts sent them: what such
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
  if (accounts.length === 0) {
    return account?.isDue === true ? [about('lost', 'Account', 'AST-GROUP-001', { by: account })] : [];
  }
  const doubled =
    accounts.length > 1
      ? [about('doubled', 'Account', 'AST-GROUP-001', { by: account, found: accounts.length })]
      : [];
  const properties = Object.assign({}, ...accounts.map((one) => one.properties)) as Record<string, unknown>;
  const userIds = accounts.flatMap((one) => one.userIds);
  const lost = [...promised.users].filter(([userId, { isDue }]) => isDue && !userIds.includes(userId));
  const foreign = userIds.filter((userId) => isOfRun(plan, userId) && !promised.users.has(userId));
  return [
    ...doubled,
    ...compareProperties(plan, groupId, promised.properties, properties, {
      ...ACCOUNT_CLAUSES,
      lost: mayOverlap ? AT_ONCE : ACCOUNT_CLAUSES.lost,
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

/** Calls for one Account that arrive at once. */
const AT_ONCE = 'AST-GROUP-008';

/** That a User is in one Account is a MUST, that it is in several a SHOULD. */
function associationClause(isOneOfSeveral: boolean, mayOverlap: boolean): string {
  if (isOneOfSeveral) return 'AST-ASSOC-004';
  return mayOverlap ? AT_ONCE : 'AST-ASSOC-001';
}

/** The clauses that properties of a record can break. */
interface PropertyClauses {
  readonly of: 'property' | 'Account property';
  readonly lost: string;
  readonly wrong: string;
  readonly foreign: string;
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
const FLAG = { of: 'flag', lost: 'AST-AUD-001', wrong: 'AST-AUD-001' } as const;

function compareProperties(
  plan: LoadPlan,
  id: string,
  promised: ReadonlyMap<string, Promised<unknown>>,
  stored: Readonly<Record<string, unknown>>,
  clauses: PropertyClauses,
): LoadFault[] {
  const about = faultsAbout(plan, id);
  const faults = [...promised].flatMap(([member, by]): LoadFault[] => {
    const { of, lost, wrong } = by.kind === 'audience' ? FLAG : clauses;
    if (!Object.hasOwn(stored, member)) {
      return by.isDue ? [about('lost', of, lost, { member, by, expected: by.value })] : [];
    }
    const found = stored[member];
    // Destinations normalise addresses, and no document says what they may do.
    if (isDeepStrictEqual(found, by.value) || (member === 'email' && typeof found === 'string')) return [];
    const other = callWithValue(plan, found);
    const isOfAnother = other !== undefined && other.user !== by.by.user;
    const clause = isOfAnother && by.kind === 'identify' ? clauses.foreign : wrong;
    return [about('wrong', of, clause, { member, by, expected: by.value, found, other })];
  });
  const strangers = Object.entries(stored).filter(([name]) => isPlannedName(name) && !promised.has(name));
  const foreign = strangers.map(([member, found]) =>
    about('foreign', clauses.of, clauses.foreign, { member, found, other: callWithValue(plan, found) }),
  );
  return [...faults, ...foreign];
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

function compareEvents(
  plan: LoadPlan,
  { userId, events }: PromisedUser,
  stored: readonly EventRecord[],
): LoadFault[] {
  const about = faultsAbout(plan, userId);
  const byMessage = new Map<string, EventRecord[]>();
  const faults: LoadFault[] = [];
  for (const event of stored) {
    const planned = callOfEvent(plan, event);
    const messageId = planned && stampOf(plan, planned).messageId;
    if (messageId !== undefined && events.has(messageId)) {
      byMessage.set(messageId, [...(byMessage.get(messageId) ?? []), event]);
    } else if (planned !== undefined) {
      faults.push(about('foreign', 'event', 'AST-TRACK-002', { found: event.event, other: planned }));
    }
  }
  for (const [member, by] of events) {
    const found = byMessage.get(member) ?? [];
    const [first] = found;
    if (first === undefined) {
      if (by.isDue)
        faults.push(about('lost', 'event', 'AST-TRACK-002', { member, by, expected: by.value.event }));
      continue;
    }
    if (found.length > 1) {
      faults.push(about('doubled', 'event', 'AST-RETRY-001', { member, by, found: found.length }));
    }
    faults.push(...compareEvent(about, member, by, first));
  }
  return faults;
}

function compareEvent(
  about: AboutRecord,
  member: string,
  by: Promised<PromisedEvent>,
  { event, properties, timestamp }: EventRecord,
): LoadFault[] {
  const { value } = by;
  const found = { event, properties };
  const expected = { event: value.event, properties: value.properties };
  // A destination may add properties of its own.
  const isRight =
    event === value.event &&
    Object.entries(value.properties).every(([name, one]) => isDeepStrictEqual(properties[name], one));
  const isDated = typeof timestamp === 'string' && Date.parse(timestamp) === Date.parse(value.timestamp);
  return [
    ...(isRight ? [] : [about('wrong', 'event', 'AST-TRACK-002', { member, by, expected, found })]),
    ...(isDated
      ? []
      : [
          about('misdated', 'event', 'AST-TRACK-005', {
            member,
            by,
            expected: value.timestamp,
            found: timestamp ?? null,
          }),
        ]),
  ];
}

/** A destination need not keep the messageId; the event itself says which call it is, too. */
export function callOfEvent(plan: LoadPlan, { messageId, properties }: EventRecord): PlannedCall | undefined {
  const byMessage =
    typeof messageId === 'string' && isOfRun(plan, messageId) ? callNamedIn(plan, messageId) : undefined;
  const order = isObject(properties) ? properties.order : undefined;
  return byMessage ?? (typeof order === 'string' ? callNamedIn(plan, order) : undefined);
}

/** What a fault says beside what it is and whose. */
interface FaultDetails {
  readonly member?: string;
  readonly by?: Pick<Promised<unknown>, 'by' | 'kind'> | undefined;
  readonly expected?: unknown;
  readonly found?: unknown;
  readonly other?: PlannedCall | undefined;
}

type AboutRecord = (
  what: LoadFault['what'],
  of: LoadFault['of'],
  clause: string,
  details: FaultDetails,
) => LoadFault;

function faultsAbout(plan: LoadPlan, id: string): AboutRecord {
  return (what, of, clause, { member, by, expected, found, other }) => ({
    what,
    of,
    id,
    ...(member === undefined ? {} : { member }),
    ...(expected === undefined ? {} : { expected }),
    ...(found === undefined ? {} : { found }),
    ...(by === undefined ? {} : { call: shown(plan, by.by, by.kind) }),
    ...(other === undefined ? {} : { otherCall: shown(plan, other, kindOf(plan, other)) }),
    clause,
    level: levelOf(clause),
  });
}

function shown(plan: LoadPlan, { user, index }: PlannedCall, kind: LoadKind): FaultCall {
  return { messageId: stampOf(plan, { user, index }).messageId, type: kind, user, index };
}

function levelOf(clause: string): 'MUST' | 'SHOULD' {
  return loadRegistry().byId(clause)?.level === 'SHOULD' ? 'SHOULD' : 'MUST';
}

function isOfRun(plan: LoadPlan, id: string): boolean {
  return id.startsWith(`${scopeOf(plan)}-`);
}

/** What is in a list more than once, once. */
function repeated(list: readonly string[]): string[] {
  return [...new Set(list.filter((one, index) => list.indexOf(one) !== index))];
}
