/** Behaviour that no document specifies: observed and reported, never judged. */
import { Then } from '@cucumber/cucumber';
import type { Person } from '../calls/index.ts';
import { usersOf } from './support/read.ts';
import type { DestinationWorld } from './support/world.ts';

Then(
  'what happened to the property {string} of {person} is reported',
  async function (this: DestinationWorld, name: string, person: Person) {
    await this.settle();
    const [user] = await usersOf(this, person);
    if (user === undefined) this.observe('the User no longer exists');
    else if (!Object.hasOwn(user.properties, name)) this.observe(`the property "${name}" no longer exists`);
    else this.observe(`the property "${name}" is ${JSON.stringify(user.properties[name])}`);
  },
);

Then(
  'what happened to {person}, identified as {person}, is reported',
  async function (this: DestinationWorld, visitor: Person, person: Person) {
    await this.settle();
    const [anonymous] = await usersOf(this, visitor);
    const [user] = await usersOf(this, person);
    const merged = user !== undefined && Object.hasOwn(user.properties, 'source');
    const record =
      anonymous === undefined
        ? 'no User is found by the anonymous ID'
        : 'a User is found by the anonymous ID';
    const properties = merged
      ? 'the User has the visitor’s properties'
      : 'the User has none of the visitor’s properties';
    this.observe(`${record}; ${properties}`);
  },
);
