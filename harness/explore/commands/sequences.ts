/** Random sequences of commands, as fast-check generates them. */
import fc from 'fast-check';
import type { Members } from '../../../calls/index.ts';
import { type Cast, LOOKALIKES, PLAIN_ACCOUNTS, PLAIN_USERS, TWIN, VISITOR } from './cast.ts';
import type { Command, Single } from './commands.ts';
import { NAMES, OBJECT_SAMPLES, VALUE_SAMPLES } from './values.ts';

const LENGTH = { least: 9, most: 13 };
const MOST_TRAITS = { user: 10, account: 5, event: 4 };
const MOST_IN_BURST = 5;

/** Calls stay below 8 KB. */
const MOST_CHARACTERS = 2200;

/** Traits of visitors have names of their own: whether they become the user's is not judged (AST-IDENT-011). */
const visits = fc.integer({ min: 0, max: 99 }).map((number): Members => ({ visits: number }));

const name = fc.oneof(...NAMES.map((names) => fc.constantFrom(...names)));
const value = fc.oneof(...VALUE_SAMPLES.map((kind) => fc.constantFrom(...kind).map((one) => one.value)));

const members = (most: number): fc.Arbitrary<Members> =>
  fc
    .uniqueArray(fc.tuple(name, value), { selector: ([one]) => one, maxLength: most, size: 'max' })
    .map((entries) => Object.fromEntries(short(entries)));

const traits = fc
  .tuple(members(MOST_TRAITS.user), fc.option(fc.constantFrom(...OBJECT_SAMPLES), { freq: 3 }))
  .map(([own, object]): Members => (object === null ? own : { ...own, [object.name]: object.value }));

const pair = fc.constantFrom(...LOOKALIKES);

const cast: fc.Arbitrary<Cast> = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.shuffledSubarray(PLAIN_USERS, { minLength: 2, maxLength: 2 }) },
      { weight: 2, arbitrary: pair.map((both) => [...both]) },
    ),
    fc.oneof(
      { weight: 3, arbitrary: fc.shuffledSubarray(PLAIN_ACCOUNTS, { minLength: 2, maxLength: 2 }) },
      { weight: 1, arbitrary: pair.map((both) => [...both]) },
    ),
    fc.boolean(),
  )
  .map(([users, accounts, hasTwin]) => ({
    users: hasTwin ? [users[0] ?? '', TWIN] : users,
    accounts: hasTwin ? [accounts[0] ?? '', TWIN] : accounts,
    visitor: VISITOR,
  }));

/** Calls about the first of a list more often, so that one record lives through several of them. */
const favourite = (aliases: readonly string[]) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...aliases.slice(0, 1)) },
    { weight: 1, arbitrary: fc.constantFrom(...aliases) },
  );

function singles({ users, accounts, visitor }: Cast): fc.Arbitrary<Single> {
  const user = favourite(users);
  const account = favourite(accounts);
  const key = fc.constantFrom('power_users', 'likely_to_churn', 'vip');
  // Two events with the same content are two events (AST-TRACK-004).
  const properties = fc
    .oneof(fc.constant({}), members(MOST_TRAITS.event))
    .map((own): Members => ({ step: 1, ...own }));
  const event = fc.constantFrom('Report Created', 'Plan Upgraded', 'plan');
  const kinds: readonly [number, fc.Arbitrary<Single>][] = [
    [
      6,
      fc.record({
        kind: fc.constant('identify'),
        user,
        visitor: fc.option(fc.constant(visitor), { nil: undefined, freq: 3 }),
        email: fc.option(fc.constantFrom('one', 'two'), { nil: undefined }),
        traits,
      }),
    ],
    [4, fc.record({ kind: fc.constant('group'), user, account, traits: members(MOST_TRAITS.account) })],
    [2, fc.record({ kind: fc.constant('track'), user, event, properties })],
    [2, fc.record({ kind: fc.constant('audience'), user, key, member: fc.boolean() })],
    [
      2,
      fc.record({
        kind: fc.constant('computed'),
        user,
        key: fc.constantFrom('lifetime_value', 'favourite'),
        value,
      }),
    ],
    [
      1,
      fc.record({
        kind: fc.constant('account-audience'),
        user,
        account,
        key: fc.constantFrom('big_accounts', 'vip'),
        member: fc.boolean(),
      }),
    ],
    [1, fc.record({ kind: fc.constant('visitor-identify'), visitor: fc.constant(visitor), traits: visits })],
    [
      1,
      fc.record({
        kind: fc.constant('visitor-group'),
        visitor: fc.constant(visitor),
        account,
        traits: members(1),
      }),
    ],
    [
      1,
      fc.record({
        kind: fc.constant('visitor-track'),
        visitor: fc.constant(visitor),
        event,
        properties: visits,
      }),
    ],
  ];
  return fc.oneof(...kinds.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}

function commands(given: Cast): fc.Arbitrary<Command> {
  const single = singles(given);
  const back = fc.oneof(fc.constant(undefined), fc.integer({ min: 1, max: 4 }));
  return fc.oneof<fc.MaybeWeightedArbitrary<Command>[]>(
    { weight: 20, arbitrary: single },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('burst'),
        user: favourite(given.users),
        count: fc.integer({ min: 2, max: MOST_IN_BURST }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('together'),
        commands: fc.array(single, { minLength: 2, maxLength: 3 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('twice'), command: single }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('again'), back }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'wait' }) },
  );
}

/** Sequences about a few records each. */
export const sequences: fc.Arbitrary<readonly Command[]> = cast.chain((given) =>
  fc.array(commands(given), { minLength: LENGTH.least, maxLength: LENGTH.most, size: 'max' }),
);

/** The first entries that fit into a call. */
function short<T>(entries: readonly T[]): readonly T[] {
  let left = MOST_CHARACTERS;
  return entries.filter((entry) => {
    left -= JSON.stringify(entry).length;
    return left > 0;
  });
}
