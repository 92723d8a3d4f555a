/** Finds what refused calls changed, and does not blame them for what an accepted call may have changed. */
import { isDeepStrictEqual } from 'node:util';
import type { StateDifference } from '../../harness/settle.ts';
import type { Scenario } from '../scenario/index.ts';
import { accountsOf, eventsOf, usersOf } from './read.ts';

/** A body that was posted. */
export interface Sent {
  /** The case of its row. */
  readonly name: string;
  /** A text that only this body contains. */
  readonly mark: string;
  readonly body: string;
  readonly wasRefused: boolean;
}

/** What must not have changed. */
export interface Place {
  readonly kind: 'no User' | 'no Account' | 'no events' | 'User' | 'Account';
  readonly id: string;
  /** For a User or an Account the properties that it had, as JSON. */
  readonly json?: string;
}

/** What a refused call changed in a place. */
export async function changeIn(
  scenario: Scenario,
  { kind, id, json }: Place,
  sent: readonly Sent[],
): Promise<StateDifference | undefined> {
  const found = await recordsAt(scenario, kind, id);
  const text = JSON.stringify(found);
  const culprit = sent.find(({ mark, wasRefused }) => wasRefused && text.includes(mark));
  if (culprit !== undefined)
    return difference(`the refused call with ${culprit.name} was stored`, kind, found);
  // An accepted call may have done it, although it should have been refused.
  const others = sent.filter(({ wasRefused, body }) => !wasRefused && body.includes(id));
  if (others.length > 0 || isUnchanged(kind, found, json ? JSON.parse(json) : {})) return undefined;
  const suspects = sent.filter(({ body }) => body.includes(id)).map(({ name }) => name);
  return difference(`one of these refused calls was stored: ${suspects.join(', ')}`, kind, found);
}

function recordsAt(scenario: Scenario, kind: Place['kind'], id: string): Promise<readonly Found[]> {
  if (kind === 'no events') return eventsOf(scenario, { userId: id });
  return kind.endsWith('User') ? usersOf(scenario, { userId: id }) : accountsOf(scenario, id);
}

/** A record of any kind. */
interface Found {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly accountIds?: readonly string[];
}

/** A User also belongs to no Account. */
function isUnchanged(kind: Place['kind'], found: readonly Found[], before: object): boolean {
  if (kind.startsWith('no ')) return found.length === 0;
  return found.every(
    ({ properties, accountIds = [] }) =>
      accountIds.length === 0 &&
      !Object.hasOwn(properties, '0') &&
      Object.entries(before).every(([name, value]) => isDeepStrictEqual(properties[name], value)),
  );
}

function difference(message: string, kind: Place['kind'], actual: unknown): StateDifference {
  return { message, expected: kind.startsWith('no ') ? [] : `the ${kind} as before`, actual, final: true };
}
