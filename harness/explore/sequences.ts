/** Random sequences of commands, as fast-check generates and shrinks them. */
import fc from 'fast-check';
import { type Members, numberedProperties } from '../../calls/index.ts';
import { TEXTS } from '../../generators/index.ts';
import type { Command } from './commands.ts';

/** `twin` is a user and an account with one ID; `Ada` differs from `ada` only in case. */
const user = fc.constantFrom('ada', 'bob', 'twin', 'Ada');
const account = fc.constantFrom('acme', 'initech', 'twin');

/** No name is on two of the three lists, so that a property in the wrong record is recognised. */
const USER_NAMES = ['plan', 'title', 'region', 'seats', 'active', 'billing.plan.id', 'Lead Score', 'número'];
const ACCOUNT_NAMES = ['industry', 'employees', 'tier', 'total billed', 'invoice.currency'];
const EVENT_NAMES = ['widget', 'duration_ms', 'succeeded'];

/** Calls stay below 8 KB, because only one trait has a long text. */
const LONG_TEXT = 1300;
const SHORT_TEXT = 300;
const MOST_NUMBERED = 50;
const MOST_COMMANDS = 12;

const text = (most: number) =>
  fc
    .tuple(
      fc.constantFrom('x', ...TEXTS.filter((sample) => sample !== '')),
      fc.integer({ min: 1, max: most }),
    )
    .map(([sample, length]) => repeated(sample, length));

const scalar = fc.oneof(
  fc.constantFrom('free', 'pro', '', '0042', 'true', '2026-02-28T10:11:12Z'),
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.boolean(),
  fc.constantFrom(830.25, 0.1, 9007199254740991, -9007199254740991),
);

const value = fc.oneof(
  { weight: 6, arbitrary: scalar },
  {
    weight: 1,
    arbitrary: fc.array(fc.oneof(fc.constantFrom('a', 'b'), fc.integer(), fc.boolean()), { maxLength: 3 }),
  },
  { weight: 2, arbitrary: text(SHORT_TEXT) },
);

const membersNamed = (names: readonly string[], minLength: number, maxLength: number) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...names), value), {
      selector: ([name]) => name,
      minLength,
      maxLength,
    })
    .map((entries): Members => Object.fromEntries(entries));

/** Always with the same members, because nothing says whether an object is merged or replaced (AST-IDENT-013). */
const address = fc
  .tuple(fc.constantFrom('Austin', 'Łódź'), fc.constantFrom('73301', '90-001'))
  .map(([city, postalCode]) => ({ address: { city, postalCode } }));

const traits = fc
  .tuple(
    membersNamed(USER_NAMES, 0, 3),
    rarely(
      4,
      text(LONG_TEXT).map((note) => ({ note })),
    ),
    rarely(10, address),
    rarely(8, fc.integer({ min: 1, max: MOST_NUMBERED }).map(numberedProperties)),
  )
  .map((parts): Members => Object.assign({}, ...parts));

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .record({ user, email: fc.option(fc.constantFrom('one', 'two'), { nil: undefined }), traits })
      .map((members): Command => ({ kind: 'identify', ...members })),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('group'),
      user,
      account,
      traits: membersNamed(ACCOUNT_NAMES, 0, 2),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('track'),
      user,
      event: fc.constantFrom('Report Created', 'Plan Upgraded'),
      properties: membersNamed(EVENT_NAMES, 1, 2),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('audience'),
      user,
      key: fc.constantFrom('power_users', 'likely_to_churn'),
      member: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('computed'),
      user,
      key: fc.constant('lifetime_value'),
      value: fc.oneof(fc.integer(), fc.constantFrom(12.5, 'high'), fc.boolean()),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('burst'), user, count: fc.integer({ min: 2, max: 5 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('again') }) },
);

/** One to twelve commands. */
export const sequences: fc.Arbitrary<readonly Command[]> = fc.array(command, {
  minLength: 1,
  maxLength: MOST_COMMANDS,
  size: 'max',
});

/** What is given once in `times`, and nothing otherwise. */
function rarely<T extends Members>(times: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<Members> {
  return fc.oneof({ weight: times - 1, arbitrary: fc.constant({}) }, { weight: 1, arbitrary });
}

/** The sample repeated to `length` UTF-16 units, or one more so that no character is cut. */
function repeated(sample: string, length: number): string {
  let whole = '';
  while (whole.length < length) {
    for (const character of sample) {
      whole += character;
      if (whole.length >= length) break;
    }
  }
  return whole;
}
