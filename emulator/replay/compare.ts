/** Compares records before a call with those after it. */
import { isDeepStrictEqual } from 'node:util';
import { escapedName, isObject } from '../../schemas/index.ts';
import type { TouchedRecord } from '../astrolabe/index.ts';
import type { MemberChange, RecordChange } from './shown.ts';

/** The records that differ, by their keys; those that were there before first. */
export function changesBetween(
  before: readonly TouchedRecord[],
  after: readonly TouchedRecord[],
): ReadonlyMap<string, RecordChange> {
  const pairs = new Map<string, { before?: TouchedRecord; after?: TouchedRecord }>();
  for (const one of before) pairs.set(one.key, { before: one });
  for (const one of after) pairs.set(one.key, { ...pairs.get(one.key), after: one });
  const found = new Map<string, RecordChange>();
  for (const [key, pair] of pairs) {
    const one = pair.before ?? pair.after;
    const [was, is] = [pair.before?.record, pair.after?.record];
    const changes = memberChanges(was, is, '');
    if (one === undefined || changes.length === 0) continue;
    found.set(key, { kind: one.kind, id: one.id, before: was, after: is, changes });
  }
  return found;
}

/** Lists are compared as wholes, because the place of an element says nothing. */
function memberChanges(before: unknown, after: unknown, pointer: string): readonly MemberChange[] {
  if (before === undefined && after === undefined) return [];
  if (before === undefined) return [{ pointer, what: 'added' }];
  if (after === undefined) return [{ pointer, what: 'removed' }];
  if (!isObject(before) || !isObject(after)) {
    return isDeepStrictEqual(before, after) ? [] : [{ pointer, what: 'changed' }];
  }
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) =>
    memberChanges(ownMember(before, name), ownMember(after, name), `${pointer}/${escapedName(name)}`),
  );
}

function ownMember(object: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
