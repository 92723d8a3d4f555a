/** Behaviour that no document specifies: observed and reported, never judged. */
import type { Person } from '../calls/index.ts';
import { type Cucumber, step } from './scenario/index.ts';
import { usersOf } from './support/read.ts';

export function defineObservations({ Then }: Cucumber): void {
  Then(
    'what happened to the property {string} of {person} is reported',
    ...step(async (scenario, name: string, person: Person) => {
      await scenario.settle();
      const [user] = await usersOf(scenario, person);
      if (user === undefined) scenario.observe('the User no longer exists');
      else if (!Object.hasOwn(user.properties, name))
        scenario.observe(`the property "${name}" no longer exists`);
      else scenario.observe(`the property "${name}" is ${JSON.stringify(user.properties[name])}`);
    }),
  );

  Then(
    'what happened to {person}, identified as {person}, is reported',
    ...step(async (scenario, visitor: Person, person: Person) => {
      await scenario.settle();
      const [anonymous] = await usersOf(scenario, visitor);
      const [user] = await usersOf(scenario, person);
      const merged = user !== undefined && Object.hasOwn(user.properties, 'source');
      const record =
        anonymous === undefined
          ? 'no User is found by the anonymous ID'
          : 'a User is found by the anonymous ID';
      const properties = merged
        ? 'the User has the visitor’s properties'
        : 'the User has none of the visitor’s properties';
      scenario.observe(`${record}; ${properties}`);
    }),
  );
}
