/** Records as the control plane lists them, and where the console shows each. */
import type { WorldAccounts, WorldEvents, WorldUsers } from '../../../client/index.ts';
import { OF_A_PAGE, parameter } from '../live/url.ts';

export type ListedKind = 'users' | 'accounts' | 'events';

export type ListedUser = Awaited<ReturnType<WorldUsers['list']>>[number];
export type ListedAccount = Awaited<ReturnType<WorldAccounts['list']>>[number];
export type ListedEvent = Awaited<ReturnType<WorldEvents['list']>>[number];

/** The id of the record that is open, its connector, and `anonymousId` if it is a User without a userId. */
export const open = parameter('open');
export const openIn = parameter('in');
export const openBy = parameter('by');

/** Members of the address that show a User. */
export function placeOfUser(
  { userId, anonymousId }: Pick<ListedUser, 'userId' | 'anonymousId'>,
  connector: string,
): Readonly<Record<string, string>> {
  return userId === undefined || userId === null
    ? { ...OF_A_PAGE, view: 'users', open: anonymousId ?? '', in: connector, by: 'anonymousId' }
    : { ...OF_A_PAGE, view: 'users', open: userId, in: connector };
}

/** Members of the address that show an Account. */
export function placeOfAccount(groupId: string, connector: string): Readonly<Record<string, string>> {
  return { ...OF_A_PAGE, view: 'accounts', open: groupId, in: connector };
}

/** The id of the link in the list that opens a record; the focus comes back to it. */
export function linkIdOf({ open, in: connector, by = '' }: Readonly<Record<string, string>>): string {
  return `record ${connector} ${by} ${open}`;
}
