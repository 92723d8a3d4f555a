/** One string for a profile or an account, so that a million of them are keys of a Map and nothing more. */

/** What tells the User (or Account) in a call. */
export type Subject =
  | { readonly userId: string }
  | { readonly anonymousId: string }
  | { readonly groupId: string };

export function idOf(subject: Subject): string {
  if ('userId' in subject) return `u:${subject.userId}`;
  return 'anonymousId' in subject ? `a:${subject.anonymousId}` : `g:${subject.groupId}`;
}

export function subjectOf(id: string): Subject {
  const name = id.slice(2);
  if (id.startsWith('u:')) return { userId: name };
  return id.startsWith('a:') ? { anonymousId: name } : { groupId: name };
}
