/** The parameter types of the steps. */
import { defineParameterType } from '@cucumber/cucumber';
import type { Person } from '../../calls/index.ts';
import { CREDENTIALS } from '../../harness/target/index.ts';
import { type Counted, topOf } from './form.ts';
import type { DestinationWorld } from './world.ts';

/** The User or the Account that a step is about. */
export type RecordName =
  | { readonly kind: 'User'; readonly person: Person }
  | { readonly kind: 'Account'; readonly groupId: string };

/** Whether a User should belong to an Account: `still` lets all calls settle first. */
export type Belonging = 'yes' | 'still' | 'no';

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

/** The key of an audience that only its number tells apart. */
export function numberedAudience(number: number): string {
  return `audience_${number}`;
}

/** Only what is said with `up to` depends on the form of the run. */
function top(
  { session }: DestinationWorld,
  upTo: string | undefined,
  count: string,
  counted: Counted,
): number {
  return upTo === undefined ? Number(count) : topOf(session.settings.form, Number(count), counted);
}

/** The numbers from 1 to `count`. */
function numbers(count: string | number): number[] {
  return Array.from({ length: Number(count) }, (_, index) => index + 1);
}

defineParameterType({
  name: 'people',
  regexp: `${PERSON}|users ((?:"[^"]*"(?:, | and )?)+)|(up to )?(\\d+) numbered users`,
  transformer(
    this: DestinationWorld,
    user?: string,
    visitorOfUser?: string,
    visitor?: string,
    list?: string,
    upTo?: string,
    count?: string,
  ): Person[] {
    if (count !== undefined)
      return numbers(top(this, upTo, count, 'Users')).map((number) => this.identity.user(`user-${number}`));
    if (list === undefined) return [personOf(this, user, visitorOfUser, visitor)];
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
  name: 'accounts',
  regexp: /account "([^"]*)"|(up to )?(\d+) numbered accounts/,
  transformer(this: DestinationWorld, alias?: string, upTo?: string, count?: string): string[] {
    if (count === undefined) return [this.identity.id(alias ?? '')];
    return numbers(top(this, upTo, count, 'Accounts')).map((number) => this.identity.id(`account-${number}`));
  },
});

defineParameterType({
  name: 'audiences',
  regexp: /the audience "([^"]*)"|(\d+) numbered audiences/,
  transformer: (key?: string, count?: string): string[] =>
    count === undefined ? [key ?? ''] : numbers(count).map(numberedAudience),
});

/** The length of the property that each of several calls has; 0 for no particular length. */
defineParameterType({
  name: 'property',
  regexp: /its own property(?: of (\d+) characters)?/,
  transformer: (length?: string) => Number(length ?? 0),
});

/** Whether calls are sent without waiting for the responses to one another, and which of them first. */
export type CallOrder = 'at once' | 'at once, the last first' | 'one after another';

defineParameterType({
  name: 'manner',
  regexp: /at the same time|at the same time, the last first|one after another/,
  transformer: (words: string): CallOrder => words.replace('at the same time', 'at once') as CallOrder,
});

/** Whether all calls have to settle before a record is looked at. */
defineParameterType({
  name: 'holding',
  regexp: /holds|still holds/,
  transformer: (words: string) => words === 'still holds',
});

defineParameterType({
  name: 'belonging',
  regexp: /belongs? to|still belongs? to|does not belong to/,
  transformer: (words: string): Belonging =>
    words.startsWith('does not') ? 'no' : words.startsWith('still') ? 'still' : 'yes',
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

/** Whose IDs a step is about. */
defineParameterType({
  name: 'kind',
  regexp: /user|group/,
  transformer: (word: string): RecordName['kind'] => (word === 'user' ? 'User' : 'Account'),
});

defineParameterType({
  name: 'idSet',
  regexp: /of the corpus|without a prefix/,
  transformer: (words: string) => words,
});

defineParameterType({
  name: 'credential',
  regexp: CREDENTIALS.join('|'),
  transformer: (name: string) => name,
});

defineParameterType({
  name: 'outcome',
  regexp: /accepted|refused/,
  transformer: (word: string) => word,
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
