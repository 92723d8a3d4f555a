/** What the keywords of a user's JSON Schema do: which of them are misspelt, and whether they check anything. */
import leven from 'leven';
import { isObject, type JsonObject } from '../is-object.ts';
import { isMisspelt } from '../near-names.ts';

/** A keyword that no draft has, and the one that was probably meant. */
export interface MisspeltKeyword {
  /** JSON pointer to the keyword. */
  readonly pointer: string;
  readonly meant: string;
}

/** Keywords that hold one schema, or a list of them. */
const HOLDERS = [
  ...['items', 'additionalItems', 'unevaluatedItems', 'prefixItems', 'contains'],
  ...['additionalProperties', 'unevaluatedProperties', 'propertyNames'],
  ...['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'contentSchema'],
];

/** Keywords that hold schemas by name. */
const MAPS = ['properties', 'patternProperties', 'dependentSchemas', 'dependencies'];

/** They hold schemas by name, for references. */
const STORES = ['$defs', 'definitions'];

/** Keywords that check a value by themselves, or by a schema elsewhere. */
const ASSERTIONS = [
  ...['type', 'enum', 'const', 'format', 'pattern', 'minLength', 'maxLength'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minContains', 'maxContains'],
  ...['required', 'dependentRequired', 'minProperties', 'maxProperties'],
  ...['$ref', '$dynamicRef', '$recursiveRef'],
];

const MEANT = [...ASSERTIONS, ...HOLDERS, ...MAPS, ...STORES];

/** Those and keywords that check nothing, of a draft or of OpenAPI. */
const KNOWN: ReadonlySet<string> = new Set([
  ...MEANT,
  ...['$schema', '$id', 'id', '$anchor', '$dynamicAnchor', '$recursiveAnchor', '$vocabulary', '$comment'],
  ...['title', 'description', 'default', 'example', 'examples', 'deprecated', 'readOnly', 'writeOnly'],
  ...['contentEncoding', 'contentMediaType', 'nullable', 'discriminator', 'xml', 'externalDocs'],
]);

/** @returns the first unknown keyword that is near to one that checks something; any other unknown one is allowed */
export function misspeltKeyword(schema: unknown, pointer = ''): MisspeltKeyword | undefined {
  if (!isObject(schema)) return undefined;
  for (const keyword of Object.keys(schema)) {
    const meant = KNOWN.has(keyword) ? undefined : MEANT.find((word) => isNear(keyword, word));
    if (meant !== undefined) return { pointer: `${pointer}/${escaped(keyword)}`, meant };
  }
  for (const [place, inner] of heldBy(schema, HOLDERS, [...MAPS, ...STORES])) {
    const found = misspeltKeyword(inner, pointer + place);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Short words are near to too many others. */
function isNear(keyword: string, word: string): boolean {
  if (isMisspelt(keyword, word)) return true;
  if (word !== 'type' && word !== 'enum' && word !== '$ref') return false;
  const letters = (text: string) => [...text].toSorted().join('');
  return leven(keyword, word) <= 1 || letters(keyword) === letters(word);
}

/**
 * Whether every value passes.
 *
 * @param objects JSON pointers within the schema at which every value is an object anyway
 */
export function checksNothing(schema: unknown, objects: readonly string[], pointer = ''): boolean {
  if (!isObject(schema)) return schema !== false;
  const isIdle = (keyword: string) => {
    const value = schema[keyword];
    if (keyword === 'type' && value === 'object') return objects.includes(pointer);
    if (value === undefined) return true;
    if (keyword.startsWith('min')) return value === 0;
    if (keyword === 'required') return Array.isArray(value) && value.length === 0;
    return keyword === 'uniqueItems' && value === false;
  };
  return (
    ASSERTIONS.every(isIdle) &&
    schema.not === undefined &&
    schema.contains === undefined &&
    heldBy(schema, HOLDERS, MAPS).every(
      ([place, inner]) => place === '/if' || checksNothing(inner, objects, pointer + place),
    )
  );
}

type Held = readonly [place: string, inner: unknown];

/** The schemas in a schema, each with its place. */
function heldBy(schema: JsonObject, holders: readonly string[], maps: readonly string[]): readonly Held[] {
  const named = (keyword: string): Held[] =>
    isObject(schema[keyword])
      ? Object.entries(schema[keyword]).map(([name, inner]) => [`/${keyword}/${escaped(name)}`, inner])
      : [];
  const held = (keyword: string): Held[] => {
    const value = schema[keyword];
    if (value === undefined) return [];
    return Array.isArray(value)
      ? value.map((inner: unknown, index) => [`/${keyword}/${index}`, inner])
      : [[`/${keyword}`, value]];
  };
  return [...holders.flatMap(held), ...maps.flatMap(named)];
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
