/** Fields by their canonical names: the casing that arrives may vary (AST-HTTP-007). */
import { ID_FIELDS, type JsonObject, SURROUNDING_FIELDS } from '../../../schemas/index.ts';
import type { Choices } from '../../choices/index.ts';

/** Added on the way, with nothing about the call in them: a field that folds to one of these is not taken for it. */
const ADDED_ON_THE_WAY = ['channel', 'projectId', 'version'] as const;

const COMMON_FIELDS = [
  ...ID_FIELDS,
  ...['type', 'event', 'traits', 'properties'],
  ...SURROUNDING_FIELDS.filter((name) => !ADDED_ON_THE_WAY.some((added) => added === name)),
];

/** What every delivery carries besides; no spelling of these means another field. */
const OTHER_FIELDS = [...ADDED_ON_THE_WAY, '_metadata', 'name', 'previousId', 'email'];

/** Spelt as they should be, so that the usual call is not folded at all. */
const asSpelt: ReadonlySet<string> = new Set([...COMMON_FIELDS, ...OTHER_FIELDS]);

const canonicalNames = {
  ids: namesByFold(ID_FIELDS),
  'common-fields': namesByFold(COMMON_FIELDS),
};

/**
 * A call with its fields under their canonical names; `user_id`, `userid`, `UserId` and `USER_ID` all mean
 * `userId`. The canonical spelling wins over the others, unless it is null. The call itself is not changed,
 * and it is returned as it is where no name differs.
 */
export function canonicalFields(call: JsonObject, scope: Choices['casing-scope']): JsonObject {
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(call)) {
    if (asSpelt.has(name)) continue;
    const canonical = canonicalNames[scope].get(fold(name));
    if (canonical === undefined) continue;
    copy ??= { ...call };
    copy[canonical] ??= call[name];
  }
  return copy ?? call;
}

function namesByFold(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [fold(name), name]));
}

function fold(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}
