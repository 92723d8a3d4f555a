/** Members of a plan that would be ignored, although something was meant by them. */
import { isObject, type JsonObject, nearNames } from '../../../schemas/index.ts';
import { checksNothing } from '../../../schemas/own/index.ts';

/** What the schema of an event is called in one form of a plan or another. */
const SCHEMA_NAMES = ['rules', 'schema', 'jsonSchema', 'properties'] as const;

/** Calls beside the events, in a plan that lists them. */
export const SECTIONS = {
  identify: 'identify',
  group: 'group',
  page: 'page',
  screen: 'screen',
  global: 'common',
} as const;

/** @returns the member that holds a schema under a name that this form does not read */
export function misnamedSchema(event: JsonObject, wanted: 'rules' | 'jsonSchema'): string | undefined {
  if (event[wanted] !== undefined) return undefined;
  return Object.keys(event).find((name) => isObject(event[name]) && nearNames(name, SCHEMA_NAMES).length > 0);
}

/** @returns the member of a schema that holds the schema which was meant, in a schema that checks nothing itself */
export function wrappedSchema(schema: unknown): string | undefined {
  if (!isObject(schema) || !checksNothing(schema, [''])) return undefined;
  return ['rules', 'schema', 'jsonSchema', 'json_schema'].find((name) => isObject(schema[name]));
}

/** @returns the member that is nearly one about calls other than those of events, and that one */
export function misspeltSection(plan: JsonObject): readonly [given: string, meant: string] | undefined {
  for (const name of Object.keys(plan)) {
    // Segment has members such as `identify_traits`.
    if (!isObject(plan[name]) || Object.hasOwn(SECTIONS, name) || !/^[a-z]{3,}$/i.test(name)) continue;
    const near = nearNames(name, Object.keys(SECTIONS));
    const isClose = (section: string) => Math.abs(section.length - name.length) <= 2;
    const meant = name.toLowerCase() === 'common' ? 'global' : near.find(isClose);
    if (meant !== undefined) return [name, meant];
  }
  return undefined;
}
