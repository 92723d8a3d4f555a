/** Validation by name: each schema is read and compiled when it is first asked for, then kept. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { computedMember } from './computed-member.ts';
import { referencesOf, type SchemaName, schemaDocument, schemaNames } from './documents.ts';
import { isDeleteTimestamp, isSegmentTimestamp } from './timestamps.ts';
import { type Violation, violationsOf } from './violations.ts';

const ajv = new Ajv2020({
  strict: true,
  // It refuses `anyOf: [{ required: […] }]`, which is how "a userId or an anonymousId" is said.
  strictRequired: false,
  allErrors: true,
  // Violations are worded from the schema beside the error.
  verbose: true,
  // Compiling the meta-schema is most of a cold start; compileAllSchemas holds the documents against it.
  validateSchema: false,
  logger: false,
  formats: { 'segment-timestamp': isSegmentTimestamp, 'segment-delete-timestamp': isDeleteTimestamp },
  keywords: [computedMember],
});
formats.default(ajv, ['date-time']);

const added = new Set<SchemaName>();
const validators = new Map<SchemaName, ValidateFunction>();

/**
 * What is wrong with a value, in the order in which the schema speaks of it; empty where nothing is. The
 * value is only looked at: nothing is coerced, filled in or removed. Any value may be given, however deep.
 *
 * In calls, members that the schema does not know are never a violation; a null ID counts as an absent one.
 */
export function validate(name: SchemaName, value: unknown): readonly Violation[] {
  const check = validator(name);
  return check(value) ? [] : violationsOf(name, check.errors ?? []);
}

/**
 * Compiles every schema and holds its document against the meta-schema of JSON Schema 2020-12.
 *
 * @throws Error that names the schema which does not compile, with the reason as its cause
 */
export function compileAllSchemas(): void {
  for (const name of schemaNames()) {
    try {
      ajv.validateSchema(schemaDocument(name), true);
      validator(name);
    } catch (cause) {
      throw new Error(`schemas/${name}.schema.json does not compile`, { cause });
    }
  }
}

function validator(name: SchemaName): ValidateFunction {
  const known = validators.get(name);
  if (known !== undefined) return known;
  add(name);
  const compiled = ajv.getSchema(String(schemaDocument(name).$id));
  if (compiled === undefined) throw new Error(`schemas/${name}.schema.json has no $id`);
  validators.set(name, compiled);
  return compiled;
}

function add(name: SchemaName): void {
  if (added.has(name)) return;
  added.add(name);
  const document = schemaDocument(name);
  ajv.addSchema(document);
  for (const reference of referencesOf(document)) add(reference);
}
