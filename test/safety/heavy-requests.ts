/** Requests that cost as much as a request may: large shared members, many calls, strings up to the limits, gzip. */
import { gzipSync } from 'node:zlib';
import { basic, KEYS } from '../../emulator/testing.ts';
import type { Chance } from './chance.ts';

/** A request with a body that is valid HTTP. */
interface Heavy {
  readonly path: string;
  readonly key: string;
  readonly body: Buffer;
  readonly isZipped: boolean;
}

const KB = 1024;

/** The sizes of strings: around the limits of an ID, of a call and of a body. */
const LENGTHS = [9_999, 10_001, 30 * KB, 33 * KB, 480 * KB, 499 * KB];
const MEMBERS = [1_000, 9_000, 11_000, 30_000];
const CALLS = [1, 400, 700, 2_400, 2_600];
/** One byte, two bytes and a pair of surrogates; what is unescaped, and what is escaped in JSON. */
const UNITS = ['x', '\u00fc', '\u{1f600}', '"', '\u0000', '<', '\u001b'];

function textOf(chance: Chance): string {
  const unit = chance.pick(UNITS);
  const bytes = Math.max(Buffer.byteLength(JSON.stringify(unit)) - 2, 1);
  return unit.repeat(Math.floor(chance.pick(LENGTHS) / bytes));
}

function membersOf(chance: Chance): unknown {
  const count = chance.pick(MEMBERS);
  const value = chance.pick<unknown>([1, {}, [], 'x', null]);
  if (chance.oneIn(3)) return Array<unknown>(count).fill(value);
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${index}`, value]));
}

/** Stands for a value that is as deep as is read or deeper, which `JSON.stringify` could not write. */
const DEEP = '«deep»';
const DEPTHS = [500, 990, 1_010, 50_000];

function jsonOf(value: unknown, chance: Chance): Buffer {
  const levels = chance.pick(DEPTHS);
  const text = JSON.stringify(value).replaceAll(
    JSON.stringify(DEEP),
    '['.repeat(levels) + ']'.repeat(levels),
  );
  return Buffer.from(text);
}

function largeValue(chance: Chance): unknown {
  switch (chance.below(3)) {
    case 0:
      return textOf(chance);
    case 1:
      return membersOf(chance);
    default:
      return DEEP;
  }
}

const TYPES = ['identify', 'group', 'track', 'page', 'screen', 'alias', 'x'];

/** One call with one thing that is too large, or nearly so. */
function callOf(chance: Chance): Record<string, unknown> {
  const type = chance.pick(TYPES);
  const place = chance.pick([
    'userId',
    'groupId',
    'anonymousId',
    'event',
    'messageId',
    'traits',
    'properties',
    'context',
    'integrations',
    'timestamp',
  ]);
  return {
    type,
    userId: 'heavy',
    groupId: 'heavy',
    event: 'Heavy',
    [place]: chance.oneIn(2) ? { value: largeValue(chance) } : largeValue(chance),
  };
}

/** Many small calls beside members that all of them share. */
function batchOf(chance: Chance): unknown {
  const count = chance.pick(CALLS);
  const isOne = chance.oneIn(2);
  const batch = Array.from({ length: count }, (_, index) => ({
    type: 'identify',
    userId: isOne ? 'heavy' : `heavy-${index}`,
    ...(chance.oneIn(3) ? { context: { library: { name: 'x' } } } : {}),
  }));
  return { batch, [chance.pick(['context', 'integrations', 'traits', 'sentAt'])]: largeValue(chance) };
}

export function heavyRequest(chance: Chance): Heavy {
  const where = chance.below(4);
  const key = chance.oneIn(3) ? 'unknown' : where < 3 ? KEYS.writeKey : KEYS.apiKey;
  const isZipped = chance.oneIn(2);
  const sized = (path: string, value: unknown): Heavy => {
    const json = jsonOf(value, chance);
    return { path, key: basic(key), body: isZipped ? gzipSync(json) : json, isZipped };
  };
  if (where < 2) return sized('/v1/batch', batchOf(chance));
  if (where === 2) return sized(`/v1/${chance.pick(TYPES)}`, callOf(chance));
  return sized('/astrolabe', callOf(chance));
}
