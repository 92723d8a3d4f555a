/** Calls that break exactly one rule: a table of rules, each with a function that breaks it in a valid call. */
import type { Faker } from '@faker-js/faker';
import type { Call } from '../calls/index.ts';
import { seededFaker } from './seeded.ts';
import { validCalls } from './valid-calls.ts';

/** A broken body, and the rule that it breaks. */
export interface BrokenCall {
  /** The name of the rule in the schemas, for instance `required:groupId`. */
  readonly rule: string;
  /** The type of the valid call that is broken. */
  readonly type: 'identify' | 'group' | 'track';
  /** The documented statuses for such a call; see `graded`. */
  readonly statuses: readonly (400 | 501)[];
  /** False if the contract never grades the case (section 2a): then any other status is fine too. */
  readonly graded: boolean;
  readonly body: unknown;
}

/** How one rule is broken. */
export interface RuleBreaker extends Omit<BrokenCall, 'body'> {
  /** @returns the broken body */
  breakIt(call: Call, faker: Faker): unknown;
}

const without =
  (...names: readonly string[]): RuleBreaker['breakIt'] =>
  (call) =>
    Object.fromEntries(Object.entries(call).filter(([name]) => !names.includes(name)));

const put =
  (name: string, ...values: readonly unknown[]): RuleBreaker['breakIt'] =>
  (call, faker) => ({ ...call, [name]: faker.helpers.arrayElement(values) });

const NOT_AN_OBJECT = [['plan', 'pro'], '{"plan":"pro"}', 42] as const;
const NOT_A_TIME = ['yesterday', '01/02/2026', '2026-02-30T00:00:00Z', '1767225600', ''] as const;

type Breakage = readonly [rule: string, breakIt: RuleBreaker['breakIt']];

const PERSON_RULES: readonly Breakage[] = [
  ['required:userId-or-anonymousId', without('userId', 'anonymousId')],
];

/** Graded by AST-HTTP-005. */
const GRADED: Readonly<Record<RuleBreaker['type'], readonly Breakage[]>> = {
  identify: [...PERSON_RULES, ['type:traits', put('traits', ...NOT_AN_OBJECT)]],
  group: [
    ['required:groupId', without('groupId')],
    ['type:traits', put('traits', ...NOT_AN_OBJECT)],
  ],
  track: [
    ...PERSON_RULES,
    ['required:event', without('event')],
    ['type:properties', put('properties', ...NOT_AN_OBJECT)],
  ],
};

const OWN_FIELDS: Readonly<Record<RuleBreaker['type'], readonly Breakage[]>> = {
  identify: [],
  group: [
    ['type:groupId', put('groupId', 42, true, ['a'])],
    ['min-length:groupId', put('groupId', '')],
  ],
  track: [
    ['type:event', put('event', 42, { name: 'User Registered' })],
    ['min-length:event', put('event', '')],
  ],
};

const COMMON_FIELDS: readonly Breakage[] = [
  ['type:userId', put('userId', 42, true, { id: 'a' })],
  ['min-length:userId', put('userId', '')],
  ['type:anonymousId', put('anonymousId', 42, ['a'])],
  ['min-length:anonymousId', put('anonymousId', '')],
  ['type:messageId', put('messageId', 42)],
  ['min-length:messageId', put('messageId', '')],
  ['type:timestamp', put('timestamp', 1767225600000)],
  ['format:timestamp', put('timestamp', ...NOT_A_TIME)],
  ['format:originalTimestamp', put('originalTimestamp', ...NOT_A_TIME)],
  ['format:sentAt', put('sentAt', ...NOT_A_TIME)],
  ['format:receivedAt', put('receivedAt', ...NOT_A_TIME)],
  ['type:context', put('context', ...NOT_AN_OBJECT)],
  ['type:integrations', put('integrations', ...NOT_AN_OBJECT)],
];

const TYPE_RULES: readonly Breakage[] = [
  ['required:type', without('type')],
  ['enum:type', put('type', 'indentify', 'Identify', 'event', '')],
  ['type:call', (_call, faker) => faker.helpers.arrayElement(['identify', 42, true])],
];

const TYPES = ['identify', 'group', 'track'] as const;

/** Every rule that a call of each type can break without breaking another. */
export const RULE_BREAKERS: readonly RuleBreaker[] = TYPES.flatMap((type) => [
  ...GRADED[type].map((rule) => breaker(type, rule, { graded: true })),
  ...[...OWN_FIELDS[type], ...COMMON_FIELDS].map((rule) => breaker(type, rule, { graded: false })),
  ...TYPE_RULES.map((rule) => breaker(type, rule, { graded: false, statuses: [400, 501] })),
]);

/** The names of the rules that a call can break without breaking another, for `brokenCalls`. */
export function brokenRules(): readonly string[] {
  return [...new Set(RULE_BREAKERS.map(({ rule }) => rule))];
}

/**
 * An endless stream of broken calls, one rule after another. The same seed and rule give the same calls. The messageId
 * contains the name of the rule, unless the messageId is what is broken.
 *
 * @param rule one of `brokenRules()`; all of them in turn if it is left out
 */
export function* brokenCalls(seed: number, rule?: string): Generator<BrokenCall, never> {
  const breakers = RULE_BREAKERS.filter((one) => rule === undefined || one.rule === rule);
  if (breakers.length === 0) throw new Error(`no generator breaks the rule "${rule}"`);
  const faker = seededFaker(seed);
  const streams = {
    identify: validCalls(seed, 'identify'),
    group: validCalls(seed, 'group'),
    track: validCalls(seed, 'track'),
  };
  for (let number = 1; ; number += 1) {
    const { breakIt, ...about } = breakers[(number - 1) % breakers.length] as RuleBreaker;
    const valid = streams[about.type].next().value;
    yield {
      ...about,
      body: breakIt({ ...valid, messageId: `breaks-${about.rule}-${seed}-${number}` }, faker),
    };
  }
}

function breaker(
  type: RuleBreaker['type'],
  [rule, breakIt]: Breakage,
  { graded, statuses = [400] }: { graded: boolean; statuses?: RuleBreaker['statuses'] },
): RuleBreaker {
  return { rule, type, statuses, graded, breakIt };
}
