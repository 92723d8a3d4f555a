/** What was probably meant if a call nearly satisfies a rule. */

import { isSegmentTimestamp } from './beyond/index.ts';
import { CALL_TYPES, OWN_FIELDS, SURROUNDING_FIELDS } from './field-names.ts';
import { isObject, type JsonObject } from './is-object.ts';
import { isMisspelt } from './near-names.ts';
import type { Violation } from './violations.ts';

/** Other names that people use for a member, folded. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  userId: ['user', 'uid', 'id', 'externalid'],
  anonymousId: ['anonid', 'visitorid', 'deviceid'],
  groupId: ['group', 'companyid', 'accountid', 'organizationid'],
  event: ['eventname', 'name', 'eventtype'],
  type: ['calltype', 'action', 'method'],
};

/** One sentence without a full stop; undefined if nothing is similar. It may repeat values of the call. */
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
 * Members with an unknown name that is similar to a known one, with the known name: every destination silently ignores
 * a `trait` or a `propertys`.
 */
export function strayMembers(call: unknown): readonly { readonly name: string; readonly meant: string }[] {
  if (!isObject(call) || typeof call.type !== 'string') return [];
  const own: Readonly<Record<string, readonly string[]>> = OWN_FIELDS;
  const known = ['type', 'userId', 'anonymousId', ...SURROUNDING_FIELDS, ...(own[call.type] ?? [])];
  return Object.keys(call).flatMap((name) => {
    if (known.includes(name)) return [];
    const meant = known.find((other) => !Object.hasOwn(call, other) && isMisspelt(name, other));
    return meant === undefined ? [] : [{ name, meant }];
  });
}

function misplaced(call: unknown, subject: string): string | undefined {
  if (!isObject(call)) return undefined;
  for (const wanted of subject.split('-or-')) {
    const near = Object.keys(call).find((name) => isMisspelt(name, wanted) || isAlias(name, wanted));
    if (near !== undefined) return `"${near}" is probably meant as ${wanted}`;
    for (const place of ['traits', 'properties', 'context']) {
      const inner = call[place];
      const inside = isObject(inner)
        ? Object.keys(inner).find((name) => fold(name) === fold(wanted))
        : undefined;
      if (inside !== undefined) return `${wanted} belongs beside ${place}, not inside it`;
    }
  }
  return subject === 'type' ? typeByMembers(call) : undefined;
}

function typeByMembers(call: JsonObject): string | undefined {
  if (Object.hasOwn(call, 'event')) return 'a call with an event is probably a "track"';
  if (Object.hasOwn(call, 'groupId')) return 'a call with a groupId is probably a "group"';
  return Object.hasOwn(call, 'traits') ? 'a call with traits is probably an "identify"' : undefined;
}

function nearType(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const near = CALL_TYPES.find((type) => isMisspelt(value, type));
  return near === undefined ? undefined : `"${near}" is probably meant`;
}

function otherType(value: unknown, subject: string): string | undefined {
  if (typeof value === 'number' && /timestamp|At$/i.test(subject)) return otherTime(value);
  if (typeof value === 'number' && /Id$/.test(subject)) return `the text "${value}" is probably meant`;
  if (typeof value !== 'string') return undefined;
  try {
    if (isObject(JSON.parse(value))) {
      return 'the object in this text is probably meant: leave the quotes out';
    }
  } catch {
    // The text is not JSON, so it is not an object in quotes.
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

/** Seconds or milliseconds, by size: 10^11 seconds are 3,000 years from now. */
function sinceEpoch(amount: number): Date {
  return new Date(amount < 1e11 ? amount * 1000 : amount);
}

function isAlias(name: string, wanted: string): boolean {
  return ALIASES[wanted]?.includes(fold(name)) === true;
}

function fold(name: string): string {
  return name.replaceAll(/[_\s-]/g, '').toLowerCase();
}

function valueAt(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (inner, key) => (inner as JsonObject | undefined)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')],
      value,
    );
}
