/** Reads members from outside: who is meant, and by which identifiers. */
import { isObject } from '../../../schemas/index.ts';
import { idOf } from '../profiles/index.ts';

/** A member by its profile's (or account's) id, with what else was said of it. */
export interface Member {
  readonly id: string;
  readonly emails: readonly string[];
  /** Of an account: ids of its users' profiles. */
  readonly users: readonly string[];
}

/** What a list of members came to; an address alone is no fault, but nobody can be called by it. */
export interface ReadMembers {
  readonly members: readonly Member[];
  readonly skipped: readonly { readonly index: number; readonly reason: string }[];
}

const USER_NAMES: ReadonlySet<string> = new Set(['userId', 'anonymousId', 'email', 'emails']);
const ACCOUNT_NAMES: ReadonlySet<string> = new Set(['groupId', 'userIds']);

/** @returns the members, or a sentence for the first that cannot be one, whereupon none is taken */
export function readMembers(value: unknown, level: 'user' | 'account'): ReadMembers | string {
  if (!Array.isArray(value)) return 'members is a list of objects such as {"userId": "ada"}';
  const members: Member[] = [];
  const skipped: { index: number; reason: string }[] = [];
  for (const [index, item] of value.entries()) {
    const read = level === 'user' ? readUser(item) : readAccount(item);
    if (typeof read === 'string') return `members[${index}] ${read}`;
    if ('reason' in read) skipped.push({ index, reason: read.reason });
    else members.push(read);
  }
  return { members, skipped };
}

function readUser(item: unknown): Member | { readonly reason: string } | string {
  const wrong = wrongIn(item, USER_NAMES, '{"userId": "ada"}');
  if (wrong !== undefined || !isObject(item)) return wrong ?? '';
  const { userId, anonymousId, email, emails } = item;
  if (![userId, anonymousId, email].every(isOptionalText)) {
    return 'has an identifier that is empty or no string';
  }
  if (emails !== undefined && !isTexts(emails)) return 'has emails that are no list of strings';
  const addresses = [...(email === undefined ? [] : [String(email)]), ...(emails ?? [])];
  const rest = { emails: addresses, users: [] };
  if (userId !== undefined) return { id: idOf({ userId: String(userId) }), ...rest };
  if (anonymousId !== undefined) return { id: idOf({ anonymousId: String(anonymousId) }), ...rest };
  if (addresses.length > 0) return { reason: 'neither a userId nor an anonymousId: a call needs one' };
  return 'has no identifier: give a userId or an anonymousId';
}

function readAccount(item: unknown): Member | string {
  const wrong = wrongIn(item, ACCOUNT_NAMES, '{"groupId": "acme", "userIds": ["ada"]}');
  if (wrong !== undefined || !isObject(item)) return wrong ?? '';
  const { groupId, userIds = [] } = item;
  if (groupId === undefined) return 'has no identifier: give the groupId of an account';
  if (!isOptionalText(groupId)) return 'has a groupId that is empty or no string';
  if (!isTexts(userIds)) return 'has userIds that are no list of strings';
  return {
    id: idOf({ groupId: String(groupId) }),
    emails: [],
    users: userIds.map((userId) => idOf({ userId })),
  };
}

function wrongIn(item: unknown, known: ReadonlySet<string>, example: string): string | undefined {
  if (!isObject(item)) return `is no object such as ${example}`;
  const unknown = Object.keys(item).find((name) => !known.has(name));
  return unknown === undefined
    ? undefined
    : `has ${JSON.stringify(unknown)}, which is no identifier here: write ${[...known].join(', ')}`;
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && value !== '');
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '');
}
