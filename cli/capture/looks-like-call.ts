/** Whether a JSON value is a call: the one answer for `lint` and `send`. */
import {
  type CallType,
  ID_FIELDS,
  isObject,
  type JsonObject,
  OWN_FIELDS,
  SURROUNDING_FIELDS,
} from '../../schemas/index.ts';

const IDS: ReadonlySet<string> = new Set([...ID_FIELDS, 'messageId'].map(fold));
const CONTENT = ['traits', 'properties', 'context', 'integrations'] as const;
/** Other systems use these names too. */
const COMMON_WORDS: readonly string[] = ['version', 'channel', 'timestamp'];

/** The members by which each type is recognised, folded. */
const KNOWN: ReadonlyMap<unknown, ReadonlySet<string>> = new Map(
  (Object.keys(OWN_FIELDS) as CallType[]).map((type) => {
    const surrounding = SURROUNDING_FIELDS.filter((name) => !COMMON_WORDS.includes(name));
    return [type, new Set([...ID_FIELDS, ...surrounding, ...OWN_FIELDS[type]].map(fold))] as const;
  }),
);

/** An object with one of Segment's types, and nothing else or a member of a call, whatever else is wrong with it. */
export function isCall(value: unknown): value is JsonObject {
  if (!isObject(value)) return false;
  const known = KNOWN.get(value.type);
  if (known === undefined) return false;
  const names = Object.keys(value);
  return names.length === 1 || names.some((name) => known.has(fold(name)));
}

/** An object that is probably meant as a call, without a type or with one that is not known. */
export function isNearlyCall(value: unknown): value is JsonObject {
  if (!isObject(value) || KNOWN.has(value.type) || !hasId(value)) return false;
  const { type } = value;
  if (typeof type === 'string' && KNOWN.has(type.toLowerCase())) return true;
  return hasContent(value) || ('event' in value && ('type' in value || 'messageId' in value));
}

/** A call that shows by itself that it is Segment's, wherever it is found. */
export function isSurelyCall(value: unknown): boolean {
  return isCall(value) && hasId(value) && (hasContent(value) || 'event' in value || 'messageId' in value);
}

/** An object with a member that is an ID in any writing, such as `user_id`. */
export function hasId(value: unknown): value is JsonObject {
  return isObject(value) && Object.keys(value).some((name) => IDS.has(fold(name)));
}

function hasContent(value: JsonObject): boolean {
  return CONTENT.some((name) => isObject(value[name]));
}

function fold(name: string): string {
  return name.replaceAll(/[_-]/g, '').toLowerCase();
}
