/** Seeded calls as careless sources make them: valid ones, broken ones, and both with further changes. */
import { brokenCalls, unsupportedCalls, validCalls } from '../../generators/index.ts';
import { type Chance, createChance } from '../safety/chance.ts';

type Members = Record<string, unknown>;
type Change = (call: Members, chance: Chance) => void;

const IDS = ['userId', 'anonymousId', 'groupId'] as const;
const TIMES = ['timestamp', 'originalTimestamp', 'sentAt', 'receivedAt'] as const;
const NAMES = [
  ...IDS,
  ...TIMES,
  'messageId',
  'context',
  'integrations',
  'traits',
  'properties',
  'event',
  'type',
];

const CASINGS: readonly ((name: string) => string)[] = [
  (name) => name.replace('Id', '_id'),
  (name) => name.toLowerCase(),
  (name) => name.toUpperCase(),
  (name) => name.replace('Id', '_ID').toUpperCase(),
  (name) => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
  (name) => name.replace('Id', '-id'),
];

const ODD_TIMES = [
  'yesterday',
  '2026-01-01 00:00:00',
  'Thu, 01 Jan 2026 00:00:00 GMT',
  '1767225600',
  1767225600000,
  '',
  '2026-02-30T00:00:00Z',
  '2026-01-01T00:00:00.123456789+01:00',
  '2026-01-01',
];
const ODD_VALUES = [null, '', 0, 42, true, [], {}, 'text', ['a'], { a: 1 }, '\u0000', '\ud800'];
const ODD_TYPES = ['Track', 'identity', 'event', '', null, 'page', 'delete', 'group'];

const nested = (levels: number) => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);

const CHANGES: readonly Change[] = [
  (call, chance) => {
    const name = chance.pick(IDS);
    const other = chance.pick(CASINGS)(name);
    if (!(name in call)) return;
    call[other] = call[name];
    if (!chance.oneIn(3)) delete call[name];
    else if (chance.oneIn(2)) call[name] = null;
  },
  (call, chance) => {
    call[chance.pick(NAMES)] = null;
  },
  (call, chance) => {
    call[chance.pick(NAMES)] = chance.pick(ODD_VALUES);
  },
  (call, chance) => {
    call[chance.pick(TIMES)] = chance.pick(ODD_TIMES);
  },
  (call, chance) => {
    delete call[chance.pick(NAMES)];
  },
  (call, chance) => {
    if (chance.oneIn(4)) call.type = chance.pick(ODD_TYPES);
  },
  (call, chance) => {
    // Around the 32 KB of a call, to the byte, also in characters of several bytes.
    const character = chance.pick(['x', 'é', '😀', '"']);
    const bytes = Buffer.byteLength(JSON.stringify(character)) - 2;
    const space = 32 * 1024 - Buffer.byteLength(JSON.stringify(call)) - 12;
    if (space > 0)
      call.filling = character.repeat(Math.max(0, Math.floor(space / bytes) - 2 + chance.below(5)));
  },
  (call, chance) => {
    if (chance.oneIn(4))
      call[chance.pick(['traits', 'properties'])] = { deep: nested(chance.pick([31, 40, 998, 1001])) };
  },
  (call, chance) => {
    if (chance.oneIn(4))
      call[chance.pick([...IDS, 'messageId', 'event'])] = 'i'.repeat(
        chance.pick([9_999, 10_001, 32_768, 32_769]),
      );
  },
  (call, chance) => {
    if (chance.oneIn(20)) call.context = { list: Array(chance.pick([9_900, 10_100])).fill(0) };
  },
];

/** The same seed gives the same calls. */
export function* oddCalls(seed: number): Generator<Members, never> {
  const streams = [validCalls(seed), brokenBodies(seed), unsupportedCalls(seed)];
  for (let index = 0; ; index += 1) {
    const chance = createChance(seed, index);
    const stream = streams[chance.pick([0, 0, 0, 0, 1, 1, 2])] as Iterator<object, never>;
    const call: Members = { ...stream.next().value, messageId: `odd-${seed}-${index}` };
    for (let changes = chance.below(4); changes > 0; changes -= 1) chance.pick(CHANGES)(call, chance);
    yield call;
  }
}

/** Those that are objects; `lint` takes no other value for a call. */
function* brokenBodies(seed: number): Generator<object, never> {
  for (const { body } of brokenCalls(seed)) if (typeof body === 'object' && body !== null) yield body;
  throw new Error('the stream of broken calls ended');
}
