/** Examples of the OpenAPI document: valid fixtures of the schemas. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SchemaName } from '../../schemas/documents.ts';
import { packageRoot } from '../../schemas/package-root.ts';

/** An Example Object. */
export interface Example {
  readonly summary: string;
  readonly value: unknown;
}

/** A fixture as an example. @param file the name of the fixture without its ending */
export function fixtureExample(schema: SchemaName, file: string, summary: string): Example {
  const path = join(packageRoot, 'schemas', 'fixtures', schema, 'valid', `${file}.json`);
  return { summary, value: JSON.parse(readFileSync(path, 'utf8')) };
}
