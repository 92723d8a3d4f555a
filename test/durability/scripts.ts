/** What the clients of a kill run do with records that change: each call's outcome can be read back. */

/** Calls one after another; each changes what an earlier one stored. */
export interface Script {
  /** What it overwrites, in words. */
  readonly what: string;
  /** The n-th call, from 1. */
  call(n: number): object;
  /** Whether the call goes to the blocking connector. */
  readonly isBlocking?: boolean;
  /** Requests to the Records API, without its address. */
  readonly queries: readonly string[];
  /** What these requests find after the n-th call, as text. */
  expected(n: number): string;
  /** What they found, in the form of `expected`. */
  found(answers: readonly Answers[], counts: Counts): string;
}

interface Answers {
  readonly users?: readonly ShownRecord[];
  readonly accounts?: readonly ShownRecord[];
}

interface ShownRecord {
  readonly properties: { readonly count?: number };
  readonly accountIds?: readonly string[];
}

/** Number of records by connector and kind. */
export type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Overwrites a User and an Account in turn. */
export function overwriting(name: string): Script {
  const [userId, groupId] = [`user-${name}`, `group-${name}`];
  return {
    what: `User and Account ${name}`,
    call: (n) =>
      n % 2 === 1
        ? { type: 'identify', userId, traits: { count: n } }
        : { type: 'group', userId, groupId, traits: { count: n } },
    queries: [`users?userId=${userId}`, `accounts?groupId=${groupId}`],
    expected: (n) => JSON.stringify([latest(n, 1), latest(n, 0)]),
    found: ([users, accounts]) => JSON.stringify([countOf(users?.users), countOf(accounts?.accounts)]),
  };
}

/** The last call up to the n-th of this parity; none before the first. */
function latest(n: number, parity: number): number | null {
  const last = n % 2 === parity ? n : n - 1;
  return last < 1 ? null : last;
}

function countOf(records: readonly ShownRecord[] | undefined): number | null {
  return records?.[0]?.properties.count ?? null;
}

/** A User is created, associated with an Account, and removed. */
export function comingAndGoing(name: string): Script {
  const [userId, groupId] = [`user-${name}`, `group-${name}`];
  return {
    what: `User ${name} and its membership`,
    call: (n) => {
      if (n % 3 === 1) return { type: 'identify', userId, traits: { count: n } };
      return n % 3 === 2
        ? { type: 'group', userId, groupId, traits: {} }
        : { type: 'delete', userId, timestamp: '2026-01-01T00:00:00Z' };
    },
    queries: [`users?userId=${userId}`],
    expected: (n) => {
      if (n % 3 === 0) return '[]';
      return JSON.stringify([[n - (n % 3) + 1, n % 3 === 2 ? [groupId] : []]]);
    },
    found: ([users]) =>
      JSON.stringify(users?.users?.map(({ properties, accountIds }) => [properties.count, accountIds])),
  };
}

/** A user is blocked for the address, and later has another one. */
export function blockedAndNot(name: string): Script {
  return {
    what: `blocked user ${name}`,
    isBlocking: true,
    call: (n) => ({
      type: 'identify',
      userId: `user-${name}-${Math.ceil(n / 2)}`,
      traits: { email: n % 2 === 1 ? 'eve@gmail.com' : 'eve@initech.com' },
    }),
    queries: [],
    expected: (n) => JSON.stringify([n % 2, Math.floor(n / 2)]),
    found: (_, counts) => JSON.stringify([counts.blocking?.blockedIds, counts.blocking?.users]),
  };
}
