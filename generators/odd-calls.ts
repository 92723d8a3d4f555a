/** Calls of odd forms, as careless senders make them: valid calls in which some fields are replaced, renamed or lost. */
import type { Faker } from '@faker-js/faker';
import type { Call } from '../calls/index.ts';
import { seededFaker } from './seeded.ts';
import { unsupportedCalls } from './unsupported-calls.ts';
import { validCalls } from './valid-calls.ts';

/** A call, or something that was meant to be one. */
export type OddCall = Record<string, unknown>;

/** Times that are not ISO 8601, or not times; each was seen in a public bug report, or is the neighbour of one. */
const TIMES: readonly unknown[] = [
  ...[
    '2024-05-07 17:27:28',
    '2021-10-17T11:00:00.000+01',
    '2024-05-07T17:27:28.000+0100',
    '20240507T172728Z',
  ],
  ...['2024-05-01 12:00:00.123456789 +0000 UTC', 'Tue, 07 May 2024 17:27:28 GMT', '05/07/2024', 'yesterday'],
  ...['2024-02-30T00:00:00Z', '2024-05-07T24:00:00Z', '2024-05-07T17:27Z', '9999-12-31T23:59:59.999Z'],
  ...['0000-01-01T00:00:00Z', '1675692865495', '1675692865', 1675692865495, 1675692865, 1675692865.5, -1],
];

const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, 1, -1.5, 1e21, 2 ** 60, '', ' ', '0', 'null', 'text', '\0', '\ud800', '😀'],
  ...[[], ['a'], [[]], [null], {}, { id: 'a' }, { __proto__: null, length: 3 }],
  ...TIMES,
];

const FIELDS = [
  ...['type', 'userId', 'anonymousId', 'groupId', 'previousId', 'messageId', 'event', 'name', 'category'],
  ...['traits', 'properties', 'context', 'integrations', 'timestamp', 'originalTimestamp', 'sentAt'],
  ...['receivedAt', 'channel', 'projectId', 'version', '_metadata', 'email', 'writeKey', 'batch', 'length'],
] as const;

const TIME_FIELDS = ['timestamp', 'originalTimestamp', 'sentAt', 'receivedAt'] as const;

const LONG_FIELDS = ['userId', 'groupId', 'event', 'messageId', 'name'] as const;

const OTHER_SPELLINGS = [
  ...['user_id', 'userid', 'UserId', 'USER_ID', 'anonymous_id', 'AnonymousId', 'group_id', 'GroupId'],
  ...['Event', 'Timestamp', 'Context', 'message_id', 'Type', 'Traits'],
];

const CONTEXTS: readonly unknown[] = [
  ...[{ library: null }, { library: 'own' }, { library: { name: 7 } }, { direct: true }, { ip: 7 }],
  ...[{ personas: null }, { personas: { computation_class: 7 } }, { traits: [] }, { device: 'phone' }],
];

const CONSENTS: readonly unknown[] = [
  ...[undefined, null, {}, 'all', { categoryPreferences: null }, { categoryPreferences: ['ads'] }],
  ...[{ categoryPreferences: { ads: 'yes' } }, { categoryPreferences: { ads: true } }],
];

type Change = (call: OddCall, faker: Faker) => void;

/** What can be odd about a call; the sizes stay within the 32 KB of a call. */
const CHANGES: readonly Change[] = [
  (call, faker) => {
    call[pick(faker, FIELDS)] = pick(faker, VALUES);
  },
  (call, faker) => {
    call[pick(faker, TIME_FIELDS)] = pick(faker, TIMES);
  },
  (call, faker) => {
    delete call[pick(faker, FIELDS)];
  },
  (call, faker) => {
    call[pick(faker, OTHER_SPELLINGS)] = pick(faker, VALUES);
  },
  (call, faker) => {
    call.userId = pick(faker, ['', null, 'u', 7]);
    call.anonymousId = pick(faker, ['', null, 'a', 7, undefined]);
  },
  (call, faker) => {
    call.context = pick(faker, CONTEXTS);
  },
  (call, faker) => {
    call.event = 'Segment Consent Preference Updated';
    call.context = { consent: pick(faker, CONSENTS) };
  },
  (call, faker) => {
    const length = pick(faker, [100, 255, 4_096, 9_999, 10_001, 16_000]);
    // Long messageIds differ too.
    call[pick(faker, LONG_FIELDS)] = faker.string.uuid().padEnd(length, 'x');
  },
];

/** These calls are large, so they are rarer. */
const LARGE_CHANGES: readonly Change[] = [
  (call, faker) => {
    call[pick(faker, FIELDS)] = nested(pick(faker, [31, 33, 900, 999, 1_000, 1_001, 3_000]));
  },
  (call, faker) => {
    const place = pick(faker, ['traits', 'properties', 'context', 'integrations'] as const);
    call[place] = { list: new Array(pick(faker, [9_000, 10_001, 12_000])).fill(0) };
  },
];

/** One call in `LARGE_EVERY` has a large change, one in `UNSUPPORTED_EVERY` has a type that Astrolabe does not support. */
const LARGE_EVERY = 50;
const UNSUPPORTED_EVERY = 12;

/**
 * An endless stream of valid calls with up to four changes each; some stay valid. The same seed gives the same calls,
 * and a messageId that is not changed occurs once.
 */
export function* oddCalls(seed: number): Generator<OddCall, never> {
  const faker = seededFaker(seed);
  const valid = validCalls(seed);
  const unsupported = unsupportedCalls(seed);
  while (true) {
    const from: Iterator<Call, never> = oneIn(UNSUPPORTED_EVERY, faker) ? unsupported : valid;
    const call: OddCall = { ...from.next().value };
    for (let left = faker.number.int(4); left > 0; left -= 1) {
      pick(faker, oneIn(LARGE_EVERY, faker) ? LARGE_CHANGES : CHANGES)(call, faker);
    }
    yield call;
  }
}

function pick<T>(faker: Faker, items: readonly T[]): T {
  return faker.helpers.arrayElement(items);
}

function oneIn(count: number, faker: Faker): boolean {
  return faker.number.int(count - 1) === 0;
}

/** Objects and arrays within one another. */
function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? { a: value } : [value];
  return value;
}
