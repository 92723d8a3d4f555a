/** Whom a call reaches: the identifiers of profiles and the users of accounts, given by hand or received. */
import type { Person } from '../../../calls/index.ts';
import { accountRecipient, type Recipient } from '../../../calls/index.ts';
import type { AudienceDefinition } from '../definition/index.ts';
import type { Profiles } from '../profiles/index.ts';
import { subjectOf } from '../profiles/index.ts';

export interface Identities {
  /** @returns whether there is one that was not known */
  addEmails(id: string, emails: readonly string[]): boolean;
  /** @param users profile ids */
  addUsers(id: string, users: readonly string[]): void;
  /** Every address of a profile, the oldest first. */
  emails(id: string): readonly string[];
  recipient(id: string, as: AudienceDefinition['as']): Recipient | { readonly skipped: string };
  clear(): void;
}

export function createIdentities(profiles: Profiles): Identities {
  // Only of profiles that were given more than their id: a million bare members cost nothing here.
  const given = new Map<string, readonly string[]>();

  const add = (id: string, more: readonly string[]): boolean => {
    const known = given.get(id) ?? [];
    const all = [...new Set([...known, ...more])];
    if (all.length > 0) given.set(id, all);
    return all.length > known.length;
  };

  const emails = (id: string) => given.get(id) ?? [];

  return {
    addEmails: add,
    addUsers: add,
    emails,
    recipient(id, as) {
      const subject = subjectOf(id);
      if (!('groupId' in subject)) return { person: subject, emails: emails(id) };
      const received = profiles.account(subject.groupId)?.members ?? [];
      const users = [...new Set([...(given.get(id) ?? []), ...received])].map(
        (user) => subjectOf(user) as Person,
      );
      if (users.length === 0) return { skipped: 'an account without users: nobody’s id to call with' };
      return accountRecipient(subject.groupId, users, as);
    },
    clear: () => given.clear(),
  };
}
