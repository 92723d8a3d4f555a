/** Seeded calls as careless sources make them: valid ones, broken ones and unsupported ones, with further changes. */
import { brokenCalls, unsupportedCalls, validCalls } from '../generators/index.ts';
import { type Chance, createChance } from './safety/chance.ts';

/** A call, or something that was meant to be one. */
export type OddCall = Record<string, unknown>;

const IDS = ['userId', 'anonymousId', 'groupId'] as const;
const TIME_FIELDS = ['timestamp', 'originalTimestamp', 'sentAt', 'receivedAt'] as const;
const LONG_FIELDS = [...IDS, 'messageId', 'event', 'name'] as const;
const FIELDS = [
  ...IDS,
  ...TIME_FIELDS,
  ...['type', 'previousId', 'messageId', 'event', 'name', 'category', 'traits', 'properties', 'context'],
  ...['integrations', 'channel', 'projectId', 'version', '_metadata', 'email', 'writeKey', 'batch', 'length'],
] as const;

const CASINGS: readonly ((name: string) => string)[] = [
  (name) => name.replace('Id', '_id'),
  (name) => name.toLowerCase(),
  (name) => name.toUpperCase(),
  (name) => name.replace('Id', '_ID').toUpperCase(),
  (name) => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
  (name) => name.replace('Id', '-id'),
];

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
  ...['0000-01-01T00:00:00Z', '2026-01-01T00:00:00.123456789+01:00', '2026-01-01', '', '1675692865495'],
  ...['1675692865', 1675692865495, 1675692865, 1675692865.5, -1],
];

const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, 1, -1.5, 42, 1e21, 2 ** 60, '', ' ', '0', 'null', 'text', '\0', '\ud800', '😀'],
  ...[[], ['a'], [[]], [null], {}, { id: 'a' }, { a: 1 }, { length: 3 }],
  ...TIMES,
];

const TYPES = ['Track', 'identity', 'event', '', null, 'page', 'delete', 'group'];

const CONTEXTS: readonly unknown[] = [
  ...[{ library: null }, { library: 'own' }, { library: { name: 7 } }, { direct: true }, { ip: 7 }],
  ...[{ personas: null }, { personas: { computation_class: 7 } }, { traits: [] }, { device: 'phone' }],
];

const CONSENTS: readonly unknown[] = [
  ...[undefined, null, {}, 'all', { categoryPreferences: null }, { categoryPreferences: ['ads'] }],
  ...[{ categoryPreferences: { ads: 'yes' } }, { categoryPreferences: { ads: true } }],
];

/** Bytes of a call at the ingress. */
const LARGEST = 32 * 1024;

type Change = (call: OddCall, chance: Chance) => void;

const CHANGES: readonly Change[] = [
  (call, chance) => {
    const name = chance.pick(IDS);
    if (!(name in call)) return;
    call[chance.pick(CASINGS)(name)] = call[name];
    if (!chance.oneIn(3)) delete call[name];
    else if (chance.oneIn(2)) call[name] = null;
  },
  (call, chance) => {
    call[chance.pick(CASINGS)(chance.pick(FIELDS))] = chance.pick(VALUES);
  },
  (call, chance) => {
    call[chance.pick(FIELDS)] = chance.pick(VALUES);
  },
  (call, chance) => {
    call[chance.pick(FIELDS)] = null;
  },
  (call, chance) => {
    call[chance.pick(TIME_FIELDS)] = chance.pick(TIMES);
  },
  (call, chance) => {
    delete call[chance.pick(FIELDS)];
  },
  (call, chance) => {
    call.userId = chance.pick(['', null, 'u', 7]);
    call.anonymousId = chance.pick(['', null, 'a', 7, undefined]);
  },
  (call, chance) => {
    call.context = chance.pick(CONTEXTS);
  },
  (call, chance) => {
    call.event = 'Segment Consent Preference Updated';
    call.context = { consent: chance.pick(CONSENTS) };
  },
  (call, chance) => {
    if (chance.oneIn(4)) call.type = chance.pick(TYPES);
  },
];

/** These calls are large, so they are rarer. */
const LARGE_CHANGES: readonly Change[] = [
  (call, chance) => {
    call[chance.pick(FIELDS)] = nested(chance.pick([31, 33, 900, 998, 999, 1_000, 1_001, 3_000]));
  },
  (call, chance) => {
    const place = chance.pick(['traits', 'properties', 'context', 'integrations'] as const);
    call[place] = { list: new Array(chance.pick([9_000, 9_900, 10_001, 12_000])).fill(0) };
  },
  (call, chance) => {
    const length = chance.pick([100, 255, 4_096, 9_999, 10_001, 16_000, LARGEST, LARGEST + 1]);
    // Long messageIds differ too.
    call[chance.pick(LONG_FIELDS)] = `${chance.below(1e9)}`.padEnd(length, 'x');
  },
  (call, chance) => {
    // Around the size of a call, to the byte, also in characters of several bytes.
    const character = chance.pick(['x', 'é', '😀', '"']);
    const bytes = Buffer.byteLength(JSON.stringify(character)) - 2;
    const space = LARGEST - Buffer.byteLength(JSON.stringify(call)) - 12;
    if (space <= 0) return;
    call.filling = character.repeat(Math.max(0, Math.floor(space / bytes) - 2 + chance.below(5)));
  },
];

/** How many changes there are for one that is large. */
const LARGE_EVERY = 12;

/**
 * An endless stream of calls with up to four changes each; some stay valid. The same seed gives the same calls, and a
 * messageId that is not changed occurs once.
 */
export function* oddCalls(seed: number): Generator<OddCall, never> {
  const streams = [validCalls(seed), brokenBodies(seed), unsupportedCalls(seed)];
  for (let index = 0; ; index += 1) {
    const chance = createChance(seed, index);
    const stream = streams[chance.pick([0, 0, 0, 0, 0, 0, 1, 1, 2])] as Iterator<object, never>;
    const call: OddCall = { ...stream.next().value, messageId: `odd-${seed}-${index}` };
    for (let left = chance.below(5); left > 0; left -= 1) {
      chance.pick(chance.oneIn(LARGE_EVERY) ? LARGE_CHANGES : CHANGES)(call, chance);
    }
    yield call;
  }
}

/** Those that are objects; `lint` takes no other value for a call. */
function* brokenBodies(seed: number): Generator<object, never> {
  for (const { body } of brokenCalls(seed)) if (typeof body === 'object' && body !== null) yield body;
  throw new Error('the stream of broken calls ended');
}

/** Objects and arrays within one another. */
function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? { a: value } : [value];
  return value;
}
