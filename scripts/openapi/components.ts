/** The schemas as components of an OpenAPI document, which refer to each other only as whole components. */
import type { SchemaName } from '../../schemas/documents.ts';
import { schemaDocument } from '../../schemas/index.ts';
import { pascal, typeName } from '../type-names.ts';

/** A JSON object of the document. */
export type Json = { readonly [member: string]: unknown };

/** Keywords that only a schema of its own has, and those that only this package's validators know. */
const LEFT_OUT: ReadonlySet<string> = new Set(['$schema', '$id', '$defs', 'computedMember', 'maxNesting']);

/** Formats that are defined nowhere else: validators of others stop at a format that they do not know. */
const OWN_FORMAT = /^segment-/;

/** A reference to a component. */
export function componentRef(name: string): { readonly $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

/**
 * The components for some schemas, with everything that they refer to, by name and in the order of names.
 *
 * A definition within a schema becomes a component with the name of its title. A reference to a member of another
 * schema is replaced by that member.
 *
 * @throws Error if two components would have the same name
 */
export function componentsFor(roots: readonly SchemaName[]): Readonly<Record<string, Json>> {
  const components = new Map<string, Json>();
  const places = new Map<string, string>();
  for (const name of roots) whole(name);
  return Object.fromEntries([...components].toSorted(([a], [b]) => (a < b ? -1 : 1)));

  function whole(name: SchemaName): string {
    return component(typeName(name), name, schemaDocument(name), name);
  }

  function component(title: string, place: string, schema: Json, within: SchemaName): string {
    const before = places.get(title);
    if (before === undefined) {
      places.set(title, place);
      components.set(title, rewritten(schema, within) as Json);
    } else if (before !== place) {
      throw new Error(`${before} and ${place} would both be the component ${title}: give one another title`);
    }
    return title;
  }

  function rewritten(part: unknown, within: SchemaName): unknown {
    if (Array.isArray(part)) return part.map((one) => rewritten(one, within));
    if (typeof part !== 'object' || part === null) return part;
    const { $ref, ...rest } = part as Json;
    const own = Object.fromEntries(
      Object.entries(rest)
        .filter(([keyword, value]) => !isLeftOut(keyword, value))
        .map(([keyword, value]) => [keyword, rewritten(value, within)]),
    );
    return typeof $ref === 'string' ? { ...target($ref, within), ...own } : own;
  }

  function target(reference: string, within: SchemaName): Json {
    const [file = '', pointer = ''] = reference.split('#');
    const name = file === '' ? within : (file.replace('.schema.json', '') as SchemaName);
    const path = pointer.split('/').slice(1);
    if (path.length === 0) return componentRef(whole(name));
    const schema = path.reduce<Json>((part, key) => part[key] as Json, schemaDocument(name));
    if (path[0] !== '$defs') return rewritten(schema, name) as Json;
    return componentRef(component(pascal(String(schema.title)), `${name}#${pointer}`, schema, name));
  }
}

function isLeftOut(keyword: string, value: unknown): boolean {
  return (
    LEFT_OUT.has(keyword) || (keyword === 'format' && typeof value === 'string' && OWN_FORMAT.test(value))
  );
}
