/** Who a call is about: the identifiers of profiles and the users of accounts, whether set by hand or received. */
import type { Person } from '../../../calls/index.ts';
import { accountRecipient, type Recipient } from '../../../calls/index.ts';
import type { Result } from '../../../schemas/index.ts';
import type { AudienceDefinition } from '../definition/index.ts';
import type { Profiles } from '../profiles/index.ts';
import { identifierOf } from '../profiles/index.ts';

export interface Identities {
  /** @returns whether one of them is new */
  addEmails(id: string, emails: readonly string[]): boolean;
  /** @param users profile ids */
  addUsers(id: string, users: readonly string[]): void;
  /** Every address of a profile, the oldest first. */
  emails(id: string): readonly string[];
  /** The recipient of calls about a profile or an account, or why no call can be sent. */
  recipient(id: string, as: AudienceDefinition['as']): Result<Recipient>;
  save(): SavedIdentities;
  /** Continues from what was saved, after it was cleared. */
  load(saved: SavedIdentities): void;
  clear(): void;
}

/** The addresses of profiles and the users of accounts, as plain JSON. */
export type SavedIdentities = readonly { readonly id: string; readonly added: readonly string[] }[];

export function createIdentities(profiles: Profiles): Identities {
  // Only for profiles with more than their id: a million bare members cost nothing here.
  const added = new Map<string, readonly string[]>();

  const add = (id: string, more: readonly string[]): boolean => {
    const known = added.get(id) ?? [];
    const all = [...new Set([...known, ...more])];
    if (all.length > 0) added.set(id, all);
    return all.length > known.length;
  };

  const emails = (id: string) => added.get(id) ?? [];

  return {
    addEmails: add,
    addUsers: add,
    emails,
    recipient(id, as) {
      const identifier = identifierOf(id);
      if (!('groupId' in identifier)) return { value: { person: identifier, emails: emails(id) } };
      const received = profiles.account(identifier.groupId)?.members ?? [];
      const users = [...new Set([...(added.get(id) ?? []), ...received])].map(
        (user) => identifierOf(user) as Person,
      );
      if (users.length === 0) return { problem: 'an account without users: a call needs the ID of one' };
      return { value: accountRecipient(identifier.groupId, users, as) };
    },
    save: () => [...added].map(([id, all]) => ({ id, added: all })),
    load(saved) {
      for (const { id, added: all } of saved) added.set(id, all);
    },
    clear: () => added.clear(),
  };
}
