/** TypeScript types of the schema documents: the content of schemas/document-types.ts. `npm run schema-types` writes it. */
import { compile } from 'json-schema-to-typescript';
import type { SchemaName } from '../schemas/documents.ts';
import { schemaDocument, schemaNames } from '../schemas/index.ts';
import { typeName } from './type-names.ts';

/** A part of a document. */
interface Document {
  readonly $ref?: string | undefined;
  readonly allOf?: readonly Document[];
  readonly then?: Document;
  readonly else?: Document;
  readonly properties?: Readonly<Record<string, Document>> | undefined;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Document | undefined;
  readonly items?: Document;
  readonly tsType?: string;
  readonly [keyword: string]: unknown;
}

/** Types that are written by hand, in schemas/result.ts. */
const BY_HAND: ReadonlyMap<SchemaName, string> = new Map([['result', 'ResultRecord']]);

const HEADER = `/** The types of the schema documents, written by \`npm run schema-types\`. */
import type { ResultRecord } from './result.ts';
`;

/** Keywords that say something about the shape of a value. */
const SHAPE = ['type', '$ref', 'enum', 'const', 'properties', 'items', 'anyOf', 'oneOf', 'allOf', 'if'];

/** The content of schemas/document-types.ts, before it is formatted. */
export async function schemaTypes(): Promise<string> {
  const names = schemaNames().filter((name) => !BY_HAND.has(name));
  const types = await compile(
    withoutUndefined({
      title: 'GeneratedTypes',
      type: 'object',
      additionalProperties: false,
      required: [...names],
      properties: Object.fromEntries(names.map((name) => [name, { $ref: `#/$defs/${name}` }])),
      $defs: Object.fromEntries(names.map((name) => [name, prepared(name)])),
    }),
    'GeneratedTypes',
    { bannerComment: '', style: { singleQuote: true, printWidth: 110 } },
  );
  const byHand = [...BY_HAND].map(([name, type]) => `  ${name}: ${type};\n`).join('');
  return `${HEADER}
${types.replaceAll(/\/\*\*\n +\* (.*)\n +\*\//g, '/** $1 */').replace('export interface GeneratedTypes', 'interface GeneratedTypes')}
/** What \`validate\` accepts, by the name of the schema. */
export interface SchemaTypes extends GeneratedTypes {
${byHand}}
`;
}

/** The compiler of types reads a keyword that is undefined. */
function withoutUndefined<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

function prepared(name: SchemaName): Document {
  return { ...flat(schemaDocument(name), { name, open: [] }), title: typeName(name) };
}

/** Where a part of a document is, and the references that led to it. */
interface Place {
  readonly name: SchemaName;
  readonly open: readonly string[];
}

/**
 * A part of a document in words that the compiler of types knows: what a member inherits is written at the member, and
 * conditions on values, which no type can say, are left out.
 */
function flat(part: Document, place: Place): Document {
  const about = { description: part.description };
  if (isWhole(part.$ref)) return { $ref: `#/$defs/${nameIn(part.$ref)}` };
  if (part.$ref !== undefined && part.properties === undefined)
    return { ...target(part.$ref, place), ...about };
  const branches = branchesOf(part);
  if (branches.length > 0) return { ...about, anyOf: branches.map((branch) => flat(branch, place)) };
  const { properties, required, ...rest } = merged(part, place);
  if (properties === undefined && !SHAPE.some((word) => rest[word] !== undefined))
    return { ...about, tsType: 'unknown' };
  const { items, additionalProperties } = rest;
  return {
    ...about,
    type: rest.type,
    enum: rest.enum,
    const: rest.const,
    items: items === undefined ? undefined : flat(items, place),
    properties,
    required,
    additionalProperties:
      typeof additionalProperties === 'object' ? flat(additionalProperties, place) : additionalProperties,
  };
}

/** What a reference into a document names; the whole document if it is part of itself. */
function target(reference: string, place: Place): Document {
  const name = nameIn(reference) ?? place.name;
  const id = `${name}#${reference.split('#')[1]}`;
  if (place.open.includes(id)) return { $ref: `#/$defs/${name}` };
  return flat(partAt(name, reference), { name, open: [...place.open, id] });
}

/** A part with the members of everything that it inherits from. */
function merged(part: Document, place: Place): Document {
  const parents = [...(part.$ref === undefined ? [] : [{ $ref: part.$ref }]), ...(part.allOf ?? [])];
  const inherited = parents.map((parent) => {
    if (parent.$ref === undefined) return merged(parent, place);
    const name = nameIn(parent.$ref) ?? place.name;
    return merged(partAt(name, parent.$ref), { ...place, name });
  });
  const own = Object.entries(part.properties ?? {}).map(([key, value]): [string, Document] => [
    key,
    flat(value, place),
  ]);
  const members = new Map<string, Document>();
  for (const [key, value] of [...inherited.flatMap((one) => Object.entries(one.properties ?? {})), ...own])
    if (value.tsType === undefined || !members.has(key)) members.set(key, value);
  const isClosed = part.additionalProperties === false || part.unevaluatedProperties === false;
  return {
    ...Object.assign({}, ...inherited, part),
    $ref: undefined,
    properties: members.size === 0 ? undefined : Object.fromEntries(members),
    required: [...new Set([...inherited, part].flatMap((one) => one.required ?? []))],
    additionalProperties: isClosed ? false : part.additionalProperties,
  };
}

/** The alternatives of a part that says nothing but which one applies. */
function branchesOf(part: Document): readonly Document[] {
  const isByType = part.allOf?.every(({ then }) => isWhole(then?.$ref)) === true;
  if (!isByType && (part.properties !== undefined || part.if === undefined)) return [];
  const cases = isByType ? (part.allOf ?? []) : [part];
  return cases.flatMap(({ then, else: otherwise }) =>
    [then, otherwise].flatMap((branch) => {
      if (branch === undefined) return [];
      const inner = branchesOf(branch);
      if (inner.length > 0) return inner;
      return branch.$ref === undefined && branch.properties === undefined ? [] : [branch];
    }),
  );
}

function isWhole(reference: string | undefined): reference is string {
  return reference !== undefined && !reference.includes('#');
}

function nameIn(reference: string): SchemaName | undefined {
  return /^([a-z-]+)\.schema\.json/.exec(reference)?.[1] as SchemaName | undefined;
}

function partAt(name: SchemaName, reference: string): Document {
  const path = (reference.split('#')[1] ?? '').split('/').slice(1);
  return path.reduce<Document>((part, key) => part[key] as Document, schemaDocument(name));
}
