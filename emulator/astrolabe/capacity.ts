/** Whether a mutation still fits: records are never evicted, so a full collection refuses. */
import type { Limits } from '../limits.ts';
import type { Refusal } from './call.ts';
import type { CallFields } from './reading/index.ts';
import type { Mutation } from './store/index.ts';
import { type Collection, findUser, type Store, sizeOf } from './store/index.ts';

const ID_FIELDS = ['userId', 'anonymousId', 'groupId', 'messageId', 'event'] as const;

/** A refusal of the first id that is longer than any id has to be, if there is one. */
export function findOverlongId(
  call: CallFields,
  { idLength }: Pick<Limits, 'idLength'>,
): Refusal | undefined {
  const name = ID_FIELDS.find((field) => (call[field]?.length ?? 0) > idLength);
  if (name === undefined) return undefined;
  return {
    error: 'id-too-long',
    detail: `keep ${name} within ${idLength} characters`,
    rules: ['limit:idLength'],
  };
}

/** A refusal by the first collection without room for what the mutation would add, if there is one. */
export function findShortage(store: Store, mutation: Mutation, limits: Limits): Refusal | undefined {
  const sizes = sizeOf(store);
  const full = additions(store, mutation).find((collection) => sizes[collection] >= limits[collection]);
  if (full === undefined) return undefined;
  return {
    error: 'storage-full',
    detail: `the limit of ${limits[full]} ${full} is reached; reset the emulator or raise the limit`,
    rules: [`limit:${full}`],
  };
}

function additions(store: Store, mutation: Mutation): Collection[] {
  switch (mutation.kind) {
    case 'identify':
      return findUser(store, mutation.who) === undefined ? ['users'] : [];
    case 'group': {
      const account = store.accounts.get(mutation.groupId);
      const { userId } = mutation.who;
      const found: Collection[] = [];
      if (account === undefined) found.push('accounts');
      if (userId !== undefined && account?.userIds.has(userId) !== true) found.push('memberships');
      if (mutation.createUser) found.push('users');
      return found;
    }
    case 'track':
      return mutation.createUser ? ['events', 'users'] : ['events'];
    case 'block':
      return ['blockedIds'];
    case 'remove-user':
      return [];
  }
}
