/** Whether a mutation still fits: records are never evicted, so a call to a full collection is refused. */
import { ID_FIELDS } from '../../schemas/index.ts';
import type { Limits } from '../limits.ts';
import type { Refusal } from './call.ts';
import type { CallFields } from './reading/index.ts';
import type { Mutation } from './store/index.ts';
import { type Collection, findUser, type Store, sizeOf } from './store/index.ts';

const LIMITED_FIELDS = [...ID_FIELDS, 'messageId', 'event'] as const;

/** A refusal for the first id that exceeds the limit; undefined if none does. */
export function findOverlongId(
  call: CallFields,
  { idLength }: Pick<Limits, 'idLength'>,
): Refusal | undefined {
  const name = LIMITED_FIELDS.find((field) => lengthOf(call[field]) > idLength);
  if (name === undefined) return undefined;
  return {
    error: 'id-too-long',
    detail: `${name} can have at most ${idLength} characters`,
    rules: ['limit:idLength'],
  };
}

/** Types of calls do not check the fields of others, so any value may be there. */
function lengthOf(value: unknown): number {
  return typeof value === 'string' ? value.length : 0;
}

/** A refusal for the first collection that has no room for the mutation; undefined if there is room. */
export function findShortage(store: Store, mutation: Mutation, limits: Limits): Refusal | undefined {
  const sizes = sizeOf(store);
  const full = additions(store, mutation).find((collection) => sizes[collection] >= limits[collection]);
  if (full === undefined) return undefined;
  return {
    error: 'storage-full',
    detail: `there are ${limits[full]} ${full}; reset the emulator or raise the limit`,
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
