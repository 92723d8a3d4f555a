/** Reads records through the evidence port, with the key of the connector that the example's calls went to. */
import type { Person } from '../../calls/index.ts';
import type { AccountRecord, EventRecord, PersonQuery, UserRecord } from '../../harness/evidence/index.ts';
import type { Scenario } from '../scenario/index.ts';
import type { RecordName } from './parameter-types.ts';

export function usersOf(scenario: Scenario, person: Person): Promise<readonly UserRecord[]> {
  return scenario.evidence.users(queryFor(person), asking(scenario));
}

export function accountsOf(scenario: Scenario, groupId: string): Promise<readonly AccountRecord[]> {
  return scenario.evidence.accounts({ groupId }, asking(scenario));
}

export function eventsOf(scenario: Scenario, person: Person): Promise<readonly EventRecord[]> {
  return scenario.evidence.events(queryFor(person), asking(scenario));
}

/** The Users or Accounts that a step is about; more than one if there are duplicates. */
export function recordsOf(
  scenario: Scenario,
  record: RecordName,
): Promise<readonly (UserRecord | AccountRecord)[]> {
  return record.kind === 'User' ? usersOf(scenario, record.person) : accountsOf(scenario, record.groupId);
}

function asking(scenario: Scenario) {
  return { credential: scenario.connector, recorder: scenario.recorder };
}

/** A person is queried by user ID, or by anonymous ID if there is no user ID. */
function queryFor({ userId, anonymousId }: Person): PersonQuery {
  if (userId !== undefined) return { userId };
  if (anonymousId !== undefined) return { anonymousId };
  throw new Error('a person needs a user ID or an anonymous ID');
}
