/** Who a sequence is about: aliases of users, accounts and visitors, which become parts of their IDs. */
import { IDS } from '../../../generators/index.ts';

/** The aliases of one sequence. */
export interface Cast {
  readonly users: readonly string[];
  readonly accounts: readonly string[];
  readonly visitor: string;
}

/** Pairs of IDs that a careless look-up takes for one: `ada` and each variant of it, and those of one reason. */
export const LOOKALIKES: readonly (readonly [string, string])[] = IDS.flatMap((one, index) =>
  IDS.slice(index + 1)
    .filter(({ reason }) => index === 0 || reason === one.reason)
    .map((other) => [one.id, other.id] as const),
);

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
