/** Defects in which one member of an audience changes the flags of others. */
import type { Store, StoredUser } from '../../../astrolabe/index.ts';
import { afterAudience } from '../../computations.ts';
import { addProperties } from '../../store-tampering.ts';
import type { Defects } from '../defect.ts';

export const SYNC_DEFECTS = {
  'entry-flags-everyone': {
    what: 'Entering an audience sets the flag of every User',
    breaks: 'AST-AUD-009',
    alter: afterAudience((store, userId, key, flag) => flag && setFlags(othersIn(store, userId), key, true)),
  },
  'exit-takes-everyone-out': {
    what: 'Leaving an audience removes every other member',
    breaks: 'AST-AUD-009',
    alter: afterAudience(
      (store, userId, key, flag) => !flag && setFlags(otherMembers(store, userId, key), key, false),
    ),
  },
  'one-member-an-audience': {
    what: 'Entering an audience removes every other member',
    breaks: 'AST-AUD-009',
    alter: afterAudience(
      (store, userId, key, flag) => flag && setFlags(otherMembers(store, userId, key), key, false),
    ),
  },
} as const satisfies Defects;

function othersIn(store: Store, userId: string): readonly StoredUser[] {
  return [...store.usersById.values()].filter((user) => user.userId !== userId);
}

function otherMembers(store: Store, userId: string, key: string): readonly StoredUser[] {
  return othersIn(store, userId).filter(({ properties }) => properties[key] === true);
}

function setFlags(users: readonly StoredUser[], key: string, flag: boolean): boolean {
  return users.filter((user) => addProperties(user, { [key]: flag })).length > 0;
}
