/** Defects that add a record instead of updating one: the Records API also shows the earlier state. */
import type { DecisionInput } from '../astrolabe/index.ts';
import { findUser } from '../astrolabe/index.ts';
import type { Alteration } from './alteration.ts';
import { changing, listing, remembering, type ShownRecord, together } from './wrappers.ts';

/** Shows a second User after an identify for which `adds` returns true. */
export function addingUsers(makeAdds: () => (input: DecisionInput) => boolean): Alteration {
  return remembering(() => {
    const earlier = new Map<string, ShownRecord[]>();
    const adds = makeAdds();
    return together(
      changing('identify', (mutation, input) => {
        const known = findUser(input.connector.store, mutation.who);
        if (!adds(input) || known?.userId === undefined) return undefined;
        remember(earlier, known.userId, {
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

/** Shows a second Account after a group for which `adds` returns true. */
export function addingAccounts(makeAdds: () => (input: DecisionInput) => boolean): Alteration {
  return remembering(() => {
    const earlier = new Map<string, ShownRecord[]>();
    const adds = makeAdds();
    return together(
      changing('group', (mutation, input) => {
        const { groupId } = mutation;
        const known = input.connector.store.accounts.get(groupId);
        if (!adds(input) || known === undefined) return undefined;
        remember(earlier, groupId, { groupId, properties: { ...known.properties }, userIds: [] });
        return mutation;
      }),
      listing('accounts', (records, query) => withEarlier(records, earlier.get(query.get('groupId') ?? ''))),
    );
  });
}

function remember(earlier: Map<string, ShownRecord[]>, id: string, record: ShownRecord): void {
  earlier.set(id, [...(earlier.get(id) ?? []), record]);
}

function withEarlier(records: readonly ShownRecord[], earlier: readonly ShownRecord[] | undefined) {
  return earlier === undefined ? undefined : [...earlier, ...records];
}
