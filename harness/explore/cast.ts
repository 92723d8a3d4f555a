/** Who a sequence is about: aliases of users, accounts and visitors, which become parts of their IDs. */

/** The aliases of one sequence. */
export interface Cast {
  readonly users: readonly string[];
  readonly accounts: readonly string[];
  readonly visitor: string;
}

/** Pairs of IDs that a careless look-up takes for one. */
export const LOOKALIKES: readonly (readonly [string, string])[] = [
  ['ada', 'Ada'],
  ['e\u0301mile', '\u00e9mile'],
  ['a/b', 'a'],
  ['a%2Fb', 'a/b'],
  ['a.b', 'a'],
  ['a.', 'a'],
  ['a:b', 'a'],
  ['a_b', 'aXb'],
  ['a*', 'ab'],
  ['a b', 'a+b'],
  ['a?x=1', 'a'],
  ['a#x', 'a'],
  ['a,b', 'b'],
  ['7', '07'],
  [`${'long-'.repeat(20)}x`, `${'long-'.repeat(20)}y`],
  ['a|b', 'a'],
  ["a'b", 'a'],
  ['a&b', 'a'],
  ['a\\b', 'a'],
  ['ſ', 's'],
];

/** Ordinary aliases; `twin` is a user and an account with one ID. */
export const PLAIN_USERS = ['ada', 'bob', 'cleo', 'dan'];
export const PLAIN_ACCOUNTS = ['acme', 'initech', 'globex'];
export const TWIN = 'twin';
export const VISITOR = 'guest';

const ORDINARY = new Set([...PLAIN_USERS, ...PLAIN_ACCOUNTS, TWIN, VISITOR]);

/** Whether an alias is one that no look-up takes for another. */
export function isOrdinary(alias: string): boolean {
  return ORDINARY.has(alias);
}

/** Whether two aliases are a pair that a careless look-up takes for one. */
export function areLookalikes(one: string, other: string): boolean {
  return LOOKALIKES.some((pair) => one !== other && pair.includes(one) && pair.includes(other));
}
