/** Gives fields their canonical names, because their casing may vary (AST-HTTP-007). */
import { ID_FIELDS, type JsonObject, SURROUNDING_FIELDS } from '../../../schemas/index.ts';
import type { Choices } from '../../choices/index.ts';

/** Segment adds these; they say nothing about the call, so other spellings of them are left alone. */
const ADDED_BY_SEGMENT = ['channel', 'projectId', 'version'] as const;

const COMMON_FIELDS = [
  ...ID_FIELDS,
  ...['type', 'event', 'traits', 'properties'],
  ...SURROUNDING_FIELDS.filter((name) => !ADDED_BY_SEGMENT.some((added) => added === name)),
];

/** Further known fields; they are never another spelling of a common field. */
const OTHER_FIELDS = [...ADDED_BY_SEGMENT, '_metadata', 'name', 'previousId', 'email'];

/** Names that are already canonical, so that most calls are not folded at all. */
const alreadyCanonical: ReadonlySet<string> = new Set([...COMMON_FIELDS, ...OTHER_FIELDS]);

const canonicalNames = {
  ids: namesByFold(ID_FIELDS),
  'common-fields': namesByFold(COMMON_FIELDS),
};

/**
 * Returns a call with its fields under their canonical names: `user_id`, `userid`, `UserId` and `USER_ID` all mean
 * `userId`. If a call has several spellings, the canonical one wins unless it is null. An id in another spelling counts
 * only if it could be one: otherwise it is a field like any other that is not known here. The call itself is not
 * changed; it is returned as it is if no name differs.
 */
export function canonicalFields(call: JsonObject, choices: Choices): JsonObject {
  const scope = choices['casing-scope'];
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(call)) {
    if (alreadyCanonical.has(name)) continue;
    const canonical = canonicalNames[scope].get(fold(name));
    if (canonical === undefined || (isId(canonical) && !couldBeId(call[name], choices))) continue;
    copy ??= { ...call };
    copy[canonical] ??= call[name];
  }
  return copy ?? call;
}

function isId(name: string): boolean {
  return ID_FIELDS.some((id) => id === name);
}

function couldBeId(value: unknown, choices: Choices): boolean {
  return typeof value === 'string'
    ? value !== ''
    : typeof value === 'number' && choices['non-string-id'] === 'to-string';
}

function namesByFold(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [fold(name), name]));
}

function fold(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}
