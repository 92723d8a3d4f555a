/** Audiences and computed traits, sent as Engage sends them. */
import type { Person } from '../calls/index.ts';
import { computedGroup, computedIdentify } from '../calls/index.ts';
import { type Cucumber, type Scenario, step } from './scenario/index.ts';
import { nameIn } from './support/placeholders.ts';

function sendFlag(scenario: Scenario, person: Person, key: string, member: boolean): Promise<void> {
  const { identity } = scenario;
  return scenario.deliver(
    computedIdentify(
      person,
      identity.computation('audience', key),
      { [key]: member },
      identity.engageStamp(),
    ),
  );
}

export function defineEngage({ Given, When }: Cucumber): void {
  Given(
    '{person} {movement} {audiences}',
    ...step(async (scenario, person: Person, enters: boolean, keys: string[]) => {
      for (const key of keys) await sendFlag(scenario, person, key, enters);
    }),
  );

  Given(
    '{account} {movement} the audience {string} through {person}',
    ...step((scenario, groupId: string, enters: boolean, key: string, person: Person) => {
      const { identity } = scenario;
      const computation = identity.computation('audience', key);
      return scenario.deliver(
        computedGroup(person, groupId, computation, { [key]: enters }, identity.engageStamp()),
      );
    }),
  );

  Given(
    'the first sync of the audience {string} sends {people}',
    ...step(async (scenario, key: string, members: Person[]) => {
      const name = nameIn(key, scenario.identity);
      await Promise.all(members.map((member) => sendFlag(scenario, member, name, true)));
    }),
  );

  When(
    'a later sync of the audience {string} adds {person} and removes {person}',
    ...step(async (scenario, key: string, entering: Person, leaving: Person) => {
      const name = nameIn(key, scenario.identity);
      await sendFlag(scenario, entering, name, true);
      await sendFlag(scenario, leaving, name, false);
    }),
  );
}
