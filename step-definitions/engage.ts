/** Audiences and computed traits, sent as Engage sends them. */
import { Given, When } from '@cucumber/cucumber';
import type { Person } from '../calls/index.ts';
import { computedGroup, computedIdentify } from '../calls/index.ts';
import { nameIn } from './support/placeholders.ts';
import type { DestinationWorld } from './support/world.ts';

function sendFlag(world: DestinationWorld, person: Person, key: string, member: boolean): Promise<void> {
  const { identity } = world;
  return world.deliver(
    computedIdentify(
      person,
      identity.computation('audience', key),
      { [key]: member },
      identity.engageStamp(),
    ),
  );
}

Given(
  '{person} {movement} {audiences}',
  async function (this: DestinationWorld, person: Person, enters: boolean, keys: string[]) {
    for (const key of keys) await sendFlag(this, person, key, enters);
  },
);

Given(
  '{account} {movement} the audience {string} through {person}',
  function (this: DestinationWorld, groupId: string, enters: boolean, key: string, person: Person) {
    const { identity } = this;
    const computation = identity.computation('audience', key);
    return this.deliver(
      computedGroup(person, groupId, computation, { [key]: enters }, identity.engageStamp()),
    );
  },
);

Given(
  'the first sync of the audience {string} sends {people}',
  async function (this: DestinationWorld, key: string, members: Person[]) {
    const name = nameIn(key, this.identity);
    await Promise.all(members.map((member) => sendFlag(this, member, name, true)));
  },
);

When(
  'a later sync of the audience {string} adds {person} and removes {person}',
  async function (this: DestinationWorld, key: string, entering: Person, leaving: Person) {
    const name = nameIn(key, this.identity);
    await sendFlag(this, entering, name, true);
    await sendFlag(this, leaving, name, false);
  },
);
