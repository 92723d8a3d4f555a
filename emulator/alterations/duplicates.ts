/** Defects that add a record where one should be updated: the state before goes on to be shown beside the other. */

import type { DecisionInput } from '../astrolabe/index.ts';
import { findUser } from '../astrolabe/index.ts';
import type { Alteration } from './alteration.ts';
import { changing, listing, remembering, type ShownRecord, together } from './wrappers.ts';

/** Users of which an identify leaves a second record behind, where it `adds` one. */
export function addingUsers(makeAdds: () => (input: DecisionInput) => boolean): Alteration {
  return remembering(() => {
    const earlier = new Map<string, ShownRecord[]>();
    const adds = makeAdds();
    return together(
      changing('identify', (mutation, input) => {
        const known = findUser(input.connector.store, mutation.who);
        if (!adds(input) || known?.userId === undefined) return undefined;
        keep(earlier, known.userId, {
          userId: known.userId,
          properties: { ...known.properties },
          accountIds: [],
        });
        return mutation;
      }),
      listing('users', (records, query) => withEarlier(records, earlier.get(query.get('userId') ?? ''))),
    );
  });
}

/** Accounts of which a group leaves a second record behind, where it `adds` one. */
export function addingAccounts(makeAdds: () => (input: DecisionInput) => boolean): Alteration {
  return remembering(() => {
    const earlier = new Map<string, ShownRecord[]>();
    const adds = makeAdds();
    return together(
      changing('group', (mutation, input) => {
        const { groupId } = mutation;
        const known = input.connector.store.accounts.get(groupId);
        if (!adds(input) || known === undefined) return undefined;
        keep(earlier, groupId, { groupId, properties: { ...known.properties }, userIds: [] });
        return mutation;
      }),
      listing('accounts', (records, query) => withEarlier(records, earlier.get(query.get('groupId') ?? ''))),
    );
  });
}

function keep(earlier: Map<string, ShownRecord[]>, id: string, record: ShownRecord): void {
  earlier.set(id, [...(earlier.get(id) ?? []), record]);
}

function withEarlier(records: readonly ShownRecord[], earlier: readonly ShownRecord[] | undefined) {
  return earlier === undefined ? undefined : [...earlier, ...records];
}
