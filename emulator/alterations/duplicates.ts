/** Defects that add a record where one should be updated: the state before goes on to be shown beside the other. */

import type { Case } from '../astrolabe/index.ts';
import { findUser } from '../astrolabe/index.ts';
import type { Alteration } from './alteration.ts';
import { changing, listing, remembering, type Shown, together } from './wrappers.ts';

/** Users of which an identify leaves a second record behind, where it `adds` one. */
export function addingUsers(makeAdds: () => (theCase: Case) => boolean): Alteration {
  return remembering(() => {
    const earlier = new Map<string, Shown[]>();
    const adds = makeAdds();
    return together(
      changing('identify', (mutation, theCase) => {
        const known = findUser(theCase.connector.store, mutation.who);
        if (!adds(theCase) || known?.userId === undefined) return undefined;
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
export function addingAccounts(makeAdds: () => (theCase: Case) => boolean): Alteration {
  return remembering(() => {
    const earlier = new Map<string, Shown[]>();
    const adds = makeAdds();
    return together(
      changing('group', (mutation, theCase) => {
        const { groupId } = mutation;
        const known = theCase.connector.store.accounts.get(groupId);
        if (!adds(theCase) || known === undefined) return undefined;
        keep(earlier, groupId, { groupId, properties: { ...known.properties }, userIds: [] });
        return mutation;
      }),
      listing('accounts', (records, query) => withEarlier(records, earlier.get(query.get('groupId') ?? ''))),
    );
  });
}

function keep(earlier: Map<string, Shown[]>, id: string, record: Shown): void {
  earlier.set(id, [...(earlier.get(id) ?? []), record]);
}

function withEarlier(records: readonly Shown[], earlier: readonly Shown[] | undefined) {
  return earlier === undefined ? undefined : [...earlier, ...records];
}
