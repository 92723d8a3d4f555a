/** What was probably meant where a call breaks a rule by a hair. */
import { isSegmentTimestamp } from './timestamps.ts';
import type { Violation } from './violations.ts';

type Members = Readonly<Record<string, unknown>>;

const TYPES = ['identify', 'group', 'track', 'page', 'screen', 'alias', 'delete'] as const;

const COMMON = [
  'type',
  'userId',
  'anonymousId',
  'messageId',
  'timestamp',
  'originalTimestamp',
  'sentAt',
  'receivedAt',
  'context',
  'integrations',
  'channel',
  'projectId',
  'version',
] as const;

const OWN: Readonly<Record<string, readonly string[]>> = {
  identify: ['traits'],
  group: ['groupId', 'traits'],
  track: ['event', 'properties'],
  page: ['name', 'category', 'properties'],
  screen: ['name', 'category', 'properties'],
  alias: ['previousId'],
};

/** Other names that people give a member, folded. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  userId: ['user', 'uid', 'id', 'externalid'],
  anonymousId: ['anonid', 'visitorid', 'deviceid'],
  groupId: ['group', 'companyid', 'accountid', 'organizationid'],
  event: ['eventname', 'name', 'eventtype'],
  type: ['calltype', 'action', 'method'],
};

/** One sentence without a full stop, or undefined where nothing comes near. Values of the call may be repeated. */
export function probablyMeant(call: unknown, { pointer, rule }: Violation): string | undefined {
  const [keyword = '', subject = ''] = rule.split(/:(.*)/s);
  if (keyword === 'required') return pointer === '' ? misplaced(call, subject) : undefined;
  const value = valueAt(call, pointer);
  if (keyword === 'enum' && subject === 'type') return nearType(value);
  if (keyword === 'type') return otherType(value, subject);
  if (keyword === 'format') return otherTime(value);
  return undefined;
}

/**
 * Members that no schema asks for and that are nearly spelled like one that it knows, with that one's name: a
 * `trait` or a `propertys` is ignored by every destination without a word.
 */
export function strayMembers(call: unknown): readonly { readonly name: string; readonly meant: string }[] {
  if (!isObject(call) || typeof call.type !== 'string') return [];
  const known = [...COMMON, ...(OWN[call.type] ?? [])];
  return Object.keys(call).flatMap((name) => {
    if (known.includes(name)) return [];
    const meant = known.find((other) => !Object.hasOwn(call, other) && isNear(name, other));
    return meant === undefined ? [] : [{ name, meant }];
  });
}

function misplaced(call: unknown, subject: string): string | undefined {
  if (!isObject(call)) return undefined;
  for (const wanted of subject.split('-or-')) {
    const near = Object.keys(call).find((name) => isNear(name, wanted) || isAlias(name, wanted));
    if (near !== undefined) return `"${near}" is probably meant as ${wanted}`;
    for (const place of ['traits', 'properties', 'context']) {
      const inner = call[place];
      const inside = isObject(inner)
        ? Object.keys(inner).find((name) => fold(name) === fold(wanted))
        : undefined;
      if (inside !== undefined) return `${wanted} belongs beside ${place}, not into it`;
    }
  }
  return subject === 'type' ? typeByMembers(call) : undefined;
}

function typeByMembers(call: Members): string | undefined {
  if (Object.hasOwn(call, 'event')) return 'a call with an event is probably a "track"';
  if (Object.hasOwn(call, 'groupId')) return 'a call with a groupId is probably a "group"';
  return Object.hasOwn(call, 'traits') ? 'a call with traits is probably an "identify"' : undefined;
}

function nearType(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const near = TYPES.find((type) => isNear(value, type));
  return near === undefined ? undefined : `"${near}" is probably meant`;
}

function otherType(value: unknown, subject: string): string | undefined {
  if (typeof value === 'number' && /timestamp|At$/i.test(subject)) return otherTime(value);
  if (typeof value === 'number' && /Id$/.test(subject)) return `the text "${value}" is probably meant`;
  if (typeof value !== 'string') return undefined;
  try {
    if (isObject(JSON.parse(value)))
      return 'the object is probably meant that this text holds: leave the quotes out';
  } catch {
    // A text that is no JSON is no object in disguise.
  }
  return undefined;
}

function otherTime(value: unknown): string | undefined {
  const date =
    typeof value === 'string' && !/^\d+$/.test(value) ? new Date(value) : sinceEpoch(Number(value));
  if (Number.isNaN(date.getTime())) return undefined;
  const iso = date.toISOString();
  return isSegmentTimestamp(iso) ? `"${iso}" is probably meant` : undefined;
}

/** Seconds are told from milliseconds by their size: 10^11 seconds are 3,000 years from now. */
function sinceEpoch(amount: number): Date {
  return new Date(amount < 1e11 ? amount * 1000 : amount);
}

function isAlias(name: string, wanted: string): boolean {
  return ALIASES[wanted]?.includes(fold(name)) === true;
}

function isNear(name: string, wanted: string): boolean {
  if (fold(name) === fold(wanted)) return true;
  return wanted.length > 4 && distance(fold(name), fold(wanted)) <= (wanted.length > 7 ? 2 : 1);
}

function fold(name: string): string {
  return name.replaceAll(/[_\s-]/g, '').toLowerCase();
}

/** Letters to change, add, drop or swap with their neighbour. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return 3;
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1;
      const swapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
          ? (before[column - 2] ?? 0) + 1
          : Number.POSITIVE_INFINITY;
      current.push(
        Math.min(
          (above[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (above[column - 1] ?? 0) + same,
          swapped,
        ),
      );
    }
    before = above;
    above = current;
  }
  return above[other.length] ?? 0;
}

function valueAt(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (inner, key) => (inner as Members | undefined)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')],
      value,
    );
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
