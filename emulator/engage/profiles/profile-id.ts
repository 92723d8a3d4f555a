/** One string for a profile or an account, so that a million of them are keys of a Map and nothing more. */

/** The id in a call that identifies a User or an Account. */
export type Identifier =
  | { readonly userId: string }
  | { readonly anonymousId: string }
  | { readonly groupId: string };

export function idOf(identifier: Identifier): string {
  if ('userId' in identifier) return `u:${identifier.userId}`;
  return 'anonymousId' in identifier ? `a:${identifier.anonymousId}` : `g:${identifier.groupId}`;
}

export function identifierOf(id: string): Identifier {
  const name = id.slice(2);
  if (id.startsWith('u:')) return { userId: name };
  return id.startsWith('a:') ? { anonymousId: name } : { groupId: name };
}
