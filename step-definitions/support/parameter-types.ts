/** The parameter types of the steps. */
import { defineParameterType } from '@cucumber/cucumber';
import type { Person } from '../../calls/index.ts';
import { CREDENTIALS } from '../../harness/target/index.ts';
import type { DestinationWorld } from './world.ts';

/** The User or the Account that a step is about. */
export type RecordName =
  | { readonly kind: 'User'; readonly person: Person }
  | { readonly kind: 'Account'; readonly groupId: string };

const PERSON = 'user "([^"]*)"(?: \\(visitor "([^"]*)"\\))?|visitor "([^"]*)"';

function personOf(world: DestinationWorld, user?: string, visitorOfUser?: string, visitor?: string): Person {
  const idOf = (alias?: string) => (alias === undefined ? undefined : world.identity.id(alias));
  return { userId: idOf(user), anonymousId: idOf(visitorOfUser ?? visitor) };
}

defineParameterType({
  name: 'person',
  regexp: PERSON,
  transformer(this: DestinationWorld, user?: string, visitorOfUser?: string, visitor?: string) {
    return personOf(this, user, visitorOfUser, visitor);
  },
});

defineParameterType({
  name: 'people',
  regexp: /users ((?:"[^"]*"(?:, | and )?)+)/,
  transformer(this: DestinationWorld, list: string) {
    return [...list.matchAll(/"([^"]*)"/g)].map(([, alias = '']) => this.identity.user(alias));
  },
});

defineParameterType({
  name: 'account',
  regexp: /account "([^"]*)"/,
  transformer(this: DestinationWorld, alias: string) {
    return this.identity.id(alias);
  },
});

defineParameterType({
  name: 'record',
  regexp: `User for (?:${PERSON})|Account for account "([^"]*)"`,
  transformer(
    this: DestinationWorld,
    user?: string,
    both?: string,
    visitor?: string,
    account?: string,
  ): RecordName {
    if (account !== undefined) return { kind: 'Account', groupId: this.identity.id(account) };
    return { kind: 'User', person: personOf(this, user, both, visitor) };
  },
});

defineParameterType({
  name: 'credential',
  regexp: CREDENTIALS.join('|'),
  transformer: (name: string) => name,
});

defineParameterType({
  name: 'movement',
  regexp: /enters|leaves/,
  transformer: (word: string) => word === 'enters',
});

defineParameterType({ name: 'json', regexp: /.+/, transformer: (text: string) => JSON.parse(text) });

defineParameterType({
  name: 'statuses',
  regexp: /\d{3}(?: or \d{3})*/,
  transformer: (text: string) => text.split(' or ').map(Number),
});
