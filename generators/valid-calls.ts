/** An endless stream of valid calls, as a busy workspace sends them. */
import type { Faker } from '@faker-js/faker';
import type { Call, Members } from '../calls/index.ts';
import { idsOf, surround } from './common-fields.ts';
import { computedCall } from './computed-calls.ts';
import { customTraits } from './custom-traits.ts';
import { LIBRARIES } from './libraries.ts';
import type { Colleague } from './people.ts';
import { createPopulation } from './population.ts';
import { PRODUCT_EVENTS } from './product-events.ts';
import { REFERENCE_DATE, seededFaker } from './seeded.ts';
import { fill, LARGEST_CALL } from './size.ts';

/** Kinds of valid calls; `audience` and `computed-trait` are sent as Engage sends them. */
export const CALL_KINDS = ['identify', 'group', 'track', 'audience', 'computed-trait'] as const;

/** A kind of valid calls. */
export type CallKind = (typeof CALL_KINDS)[number];

/** One call in `CUSTOM_EVERY` has unusual traits, one in `LARGE_EVERY` is large. */
const CUSTOM_EVERY = 4;
const LARGE_EVERY = 250;

/** How often each kind occurs in mixed traffic. */
const MIXED: readonly CallKind[] = [
  ...Array<CallKind>(8).fill('track'),
  ...Array<CallKind>(5).fill('identify'),
  ...Array<CallKind>(3).fill('group'),
  ...Array<CallKind>(3).fill('audience'),
  'computed-trait',
];

/**
 * Valid calls in the order of their timestamps, beginning on 1 January 2026. The same seed and kind give the same
 * calls; a longer stream begins like a shorter one. Memory does not grow with the stream.
 *
 * Ids of people recur, messageIds never do. Every email address ends in `.example`.
 *
 * @param kind one kind; mixed as in real traffic if it is left out
 * @throws Error if the seed is not a number, or no generator makes the kind
 */
export function validCalls(seed: number, kind?: CallKind): Generator<Call, never> {
  if (!Number.isFinite(seed)) throw new Error(`the seed must be a number, not ${JSON.stringify(seed)}`);
  if (kind !== undefined && !CALL_KINDS.includes(kind)) {
    throw new Error(
      `no generator makes the kind ${JSON.stringify(kind)}: the kinds are ${CALL_KINDS.join(', ')}`,
    );
  }
  return callsFrom(seededFaker(seed), kind);
}

/** The same calls from a given faker. */
export function* callsFrom(faker: Faker, kind?: CallKind): Generator<Call, never> {
  const population = createPopulation(faker);
  let now = Date.parse(REFERENCE_DATE);
  while (true) {
    now += faker.number.int({ min: 1, max: 20_000 });
    const colleague = population.someone(now);
    const call = makeCall(kind ?? faker.helpers.arrayElement(MIXED), colleague, faker, now);
    yield faker.number.int(LARGE_EVERY - 1) === 0
      ? fill(call, faker.number.int({ min: 4096, max: LARGEST_CALL }), faker)
      : call;
  }
}

function makeCall(kind: CallKind, colleague: Colleague, faker: Faker, now: number): Call {
  if (kind === 'audience' || kind === 'computed-trait') return computedCall(kind, colleague, faker, now);
  const library = faker.helpers.arrayElement(LIBRARIES);
  return surround(bodyOf(kind, colleague, faker), idsOf(colleague, library, faker), library, faker, now);
}

function bodyOf(kind: 'identify' | 'group' | 'track', { traits, company }: Colleague, faker: Faker) {
  switch (kind) {
    case 'identify':
      return { type: kind, traits: withCustom(traits, faker) };
    case 'group':
      return { type: kind, groupId: company.groupId, traits: withCustom(company.traits, faker) };
    case 'track': {
      const { event, properties } = faker.helpers.arrayElement(PRODUCT_EVENTS);
      return { type: kind, event, properties: withCustom(properties(faker), faker) };
    }
  }
}

function withCustom(members: Members, faker: Faker): Members {
  return faker.number.int(CUSTOM_EVERY - 1) === 0 ? { ...members, ...customTraits(faker) } : members;
}
