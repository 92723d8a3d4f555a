/** The parameter types of the steps. */
import type { Person } from '../../calls/index.ts';
import { type Cucumber, reading, type Scenario } from '../scenario/index.ts';
import { type Counted, topOf } from './form.ts';

/** The User or the Account that a step is about. */
export type RecordName =
  | { readonly kind: 'User'; readonly person: Person }
  | { readonly kind: 'Account'; readonly groupId: string };

/** Whether a User should belong to an Account: `still` lets all calls settle first. */
export type Belonging = 'yes' | 'still' | 'no';

function personOf(scenario: Scenario, user?: string, visitorOfUser?: string, visitor?: string): Person {
  const idOf = (alias?: string) => (alias === undefined ? undefined : scenario.identity.id(alias));
  return { userId: idOf(user), anonymousId: idOf(visitorOfUser ?? visitor) };
}

/** The key of an audience that only its number tells apart. */
export function numberedAudience(number: number): string {
  return `audience_${number}`;
}

/** Only what is said with `up to` depends on the form of the run. */
function top({ session }: Scenario, upTo: string | undefined, count: string, counted: Counted): number {
  return upTo === undefined ? Number(count) : topOf(session.settings.form, Number(count), counted);
}

/** The numbers from 1 to `count`. */
function numbers(count: string | number): number[] {
  return Array.from({ length: Number(count) }, (_, index) => index + 1);
}

/** Whether calls are sent without waiting for the responses to one another, and which of them first. */
export type CallOrder = 'at once' | 'at once, the last first' | 'one after another';

/**
 * Defines them. Each pattern is a literal, which editors read without running it, and a group of its own, so that the
 * same words in a regular expression of the caller stay text.
 */
export function defineParameterTypes({ defineParameterType }: Cucumber): void {
  defineParameterType({
    name: 'person',
    regexp: /user "([^"]*)"(?: \(visitor "([^"]*)"\))?|visitor "([^"]*)"/,
    transformer: reading((scenario: Scenario, user?: string, visitorOfUser?: string, visitor?: string) => {
      return personOf(scenario, user, visitorOfUser, visitor);
    }),
  });

  defineParameterType({
    name: 'people',
    regexp:
      /user "([^"]*)"(?: \(visitor "([^"]*)"\))?|visitor "([^"]*)"|users ((?:"[^"]*"(?:, | and )?)+)|(up to )?(\d+) numbered users/,
    transformer: reading(
      (
        scenario: Scenario,
        user?: string,
        visitorOfUser?: string,
        visitor?: string,
        list?: string,
        upTo?: string,
        count?: string,
      ): Person[] => {
        if (count !== undefined)
          return numbers(top(scenario, upTo, count, 'Users')).map((number) =>
            scenario.identity.user(`user-${number}`),
          );
        if (list === undefined) return [personOf(scenario, user, visitorOfUser, visitor)];
        return [...list.matchAll(/"([^"]*)"/g)].map(([, alias = '']) => scenario.identity.user(alias));
      },
    ),
  });

  defineParameterType({
    name: 'account',
    regexp: /account "([^"]*)"/,
    transformer: reading((scenario: Scenario, alias: string) => {
      return scenario.identity.id(alias);
    }),
  });

  defineParameterType({
    name: 'accounts',
    regexp: /account "([^"]*)"|(up to )?(\d+) numbered accounts/,
    transformer: reading((scenario: Scenario, alias?: string, upTo?: string, count?: string): string[] => {
      if (count === undefined) return [scenario.identity.id(alias ?? '')];
      return numbers(top(scenario, upTo, count, 'Accounts')).map((number) =>
        scenario.identity.id(`account-${number}`),
      );
    }),
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

  defineParameterType({
    name: 'manner',
    regexp: /(?:at the same time|at the same time, the last first|one after another)/,
    transformer: (words: string): CallOrder => words.replace('at the same time', 'at once') as CallOrder,
  });

  /** Whether all calls have to settle before a record is looked at. */
  defineParameterType({
    name: 'holding',
    regexp: /(?:holds|still holds)/,
    transformer: (words: string) => words === 'still holds',
  });

  defineParameterType({
    name: 'belonging',
    regexp: /(?:belongs? to|still belongs? to|does not belong to)/,
    transformer: (words: string): Belonging =>
      words.startsWith('does not') ? 'no' : words.startsWith('still') ? 'still' : 'yes',
  });

  defineParameterType({
    name: 'record',
    regexp:
      /User for (?:user "([^"]*)"(?: \(visitor "([^"]*)"\))?|visitor "([^"]*)")|Account for account "([^"]*)"/,
    transformer: reading(
      (scenario: Scenario, user?: string, both?: string, visitor?: string, account?: string): RecordName => {
        if (account !== undefined) return { kind: 'Account', groupId: scenario.identity.id(account) };
        return { kind: 'User', person: personOf(scenario, user, both, visitor) };
      },
    ),
  });

  /** Whose IDs a step is about. */
  defineParameterType({
    name: 'kind',
    regexp: /(?:user|group)/,
    transformer: (word: string): RecordName['kind'] => (word === 'user' ? 'User' : 'Account'),
  });

  defineParameterType({
    name: 'idSet',
    regexp: /(?:of the corpus|without a prefix)/,
    transformer: (words: string) => words,
  });

  defineParameterType({
    name: 'credential',
    regexp:
      /(?:the API key|the blocking API key|the restricted API key|an unknown API key|a malformed API key|no Authorization|the API key cut by one character|the API key lengthened by one character|the API key in another case)/,
    transformer: (name: string) => name,
  });

  defineParameterType({
    name: 'outcome',
    regexp: /(?:accepted|refused)/,
    transformer: (word: string) => word,
  });

  defineParameterType({
    name: 'movement',
    regexp: /(?:enters|leaves)/,
    transformer: (word: string) => word === 'enters',
  });

  defineParameterType({
    name: 'statuses',
    regexp: /\d{3}(?: or \d{3})*/,
    transformer: (text: string) => text.split(' or ').map(Number),
  });
}
