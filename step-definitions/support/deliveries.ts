/** Sends several calls, and waits for Users that later calls need. */
import type { Call, Person } from '../../calls/index.ts';
import { BlockedExample, UnmetExpectation } from '../../harness/errors.ts';
import type { Scenario } from '../scenario/index.ts';
import type { CallOrder } from './parameter-types.ts';
import { usersOf } from './read.ts';

/**
 * Sends calls at the same time or one after another. Each must be accepted. The same call several times is a repeated
 * delivery: one of them must be accepted, because the response to a repeated delivery is not graded.
 */
export async function deliverAll(
  scenario: Scenario,
  calls: readonly Call[],
  manner: CallOrder,
): Promise<void> {
  const distinct = [...new Set(calls)];
  if (manner === 'at once, the last first') distinct.reverse();
  const each = distinct.map((call) => {
    const deliveries = calls.filter((other) => other === call).length;
    return () => (deliveries === 1 ? scenario.deliver(call) : scenario.deliverTogether(call, deliveries));
  });
  if (manner !== 'one after another') await Promise.all(each.map((send) => send()));
  else for (const send of each) await send();
}

/** Of more Users than this, a marker and two of them are awaited, so that examples stay small. */
const MOST_AWAITED = 5;

/**
 * Waits until Users are visible, because calls of one kind may overtake those of another.
 *
 * @throws BlockedExample if one does not become visible, which AST-IDENT-001 grades
 */
export async function awaitUsers(scenario: Scenario, people: readonly Person[]): Promise<void> {
  if (people.length > MOST_AWAITED) await scenario.settle();
  const awaited = people.length > MOST_AWAITED ? [people[0], people.at(-1)] : people;
  await Promise.all(awaited.map((person) => person && awaitUser(scenario, person)));
}

/**
 * Waits until a User is visible, because calls of one kind may overtake those of another.
 *
 * @throws BlockedExample if it does not become visible, which AST-IDENT-001 grades
 */
async function awaitUser(scenario: Scenario, person: Person): Promise<void> {
  const what = `the User "${person.userId ?? person.anonymousId}"`;
  try {
    await scenario.expectSoon(`there is ${what}`, async () =>
      (await usersOf(scenario, person)).length > 0
        ? undefined
        : { message: `${what} did not become visible` },
    );
  } catch (error) {
    if (!(error instanceof UnmetExpectation)) throw error;
    throw new BlockedExample(`AST-IDENT-001: ${error.difference.message}`);
  }
}
