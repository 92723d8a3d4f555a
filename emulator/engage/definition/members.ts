/** Members as they are sent, and as Engage stores them: one id, with its addresses or its users. */
import { idOf } from '../profiles/index.ts';

/** A user as it is sent; `userId` takes precedence over `anonymousId`. */
export interface UserMember {
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly email?: string;
  readonly emails?: readonly string[];
}

/** An account as it is sent, for an account-level audience. */
export interface AccountMember {
  readonly groupId: string;
  readonly userIds?: readonly string[];
}

/** A member by the id of its profile or account. */
export interface Member {
  readonly id: string;
  readonly emails: readonly string[];
  /** For an account: the ids of its users' profiles. */
  readonly users: readonly string[];
}

/** A member with only an email address is skipped: a call needs an id. */
export interface MemberList {
  readonly members: readonly Member[];
  readonly skipped: readonly { readonly index: number; readonly reason: string }[];
}

export function listMembers(sent: readonly (UserMember | AccountMember)[]): MemberList {
  const members: Member[] = [];
  const skipped: { index: number; reason: string }[] = [];
  for (const [index, item] of sent.entries()) {
    const member = 'groupId' in item ? accountOf(item) : userOf(item);
    if (member === undefined) skipped.push({ index, reason: NO_ID });
    else members.push(member);
  }
  return { members, skipped };
}

const NO_ID = 'neither a userId nor an anonymousId: a call needs one';

function userOf({ userId, anonymousId, email, emails = [] }: UserMember): Member | undefined {
  const addresses = email === undefined ? emails : [email, ...emails];
  if (userId !== undefined) return { id: idOf({ userId }), emails: addresses, users: [] };
  if (anonymousId === undefined) return undefined;
  return { id: idOf({ anonymousId }), emails: addresses, users: [] };
}

function accountOf({ groupId, userIds = [] }: AccountMember): Member {
  return { id: idOf({ groupId }), emails: [], users: userIds.map((userId) => idOf({ userId })) };
}
