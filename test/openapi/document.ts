/** The OpenAPI document for tests, with validators of its schemas. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { packageRoot } from '../../schemas/package-root.ts';

export const FILE = join(packageRoot, 'schemas', 'openapi.json');

export const TEXT = readFileSync(FILE, 'utf8');

export const DOCUMENT = JSON.parse(TEXT);

/** Knows nothing of this package's own keywords and formats, as a validator of others. */
const ajv = new Ajv2020({ allErrors: true, strict: false });
ajv.addSchema(DOCUMENT, 'openapi.json');

/** What is wrong with a value. @param pointer of a schema in the document, such as `/components/schemas/AnyCall` */
export function errorsOf(pointer: string, value: unknown): readonly ErrorObject[] {
  const validate = ajv.compile({ $ref: `openapi.json#${pointer}` });
  return validate(value) ? [] : (validate.errors ?? []);
}
