/** Reads records through the evidence port, with the key of the connector that the example's calls went to. */
import type { Person } from '../../calls/index.ts';
import type { AccountRecord, EventRecord, PersonQuery, UserRecord } from '../../harness/evidence/index.ts';
import type { RecordName } from './parameter-types.ts';
import type { DestinationWorld } from './world.ts';

export function usersOf(world: DestinationWorld, person: Person): Promise<readonly UserRecord[]> {
  return world.evidence.users(queryFor(person), asking(world));
}

export function accountsOf(world: DestinationWorld, groupId: string): Promise<readonly AccountRecord[]> {
  return world.evidence.accounts({ groupId }, asking(world));
}

export function eventsOf(world: DestinationWorld, person: Person): Promise<readonly EventRecord[]> {
  return world.evidence.events(queryFor(person), asking(world));
}

/** The Users or Accounts that a step is about; more than one if there are duplicates. */
export function recordsOf(
  world: DestinationWorld,
  record: RecordName,
): Promise<readonly (UserRecord | AccountRecord)[]> {
  return record.kind === 'User' ? usersOf(world, record.person) : accountsOf(world, record.groupId);
}

function asking(world: DestinationWorld) {
  return { credential: world.connector, recorder: world.recorder };
}

/** A person is queried by user ID, or by anonymous ID if there is no user ID. */
function queryFor({ userId, anonymousId }: Person): PersonQuery {
  if (userId !== undefined) return { userId };
  if (anonymousId !== undefined) return { anonymousId };
  throw new Error('a person needs a user ID or an anonymous ID');
}
