/** The schema documents of this folder, by name. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './package-root.ts';

const NAMES = [
  'common-fields',
  'context',
  'identify',
  'group',
  'track',
  'page',
  'screen',
  'alias',
  'delete',
  'call',
  'audience-identify',
  'audience-group',
  'computed-trait-identify',
  'computed-trait-group',
  'user',
  'account',
  'event',
  'records-users',
  'records-accounts',
  'records-events',
  'error-body',
  'audience-definition',
  'audience-rule',
  'computed-trait-definition',
  'trait-formula',
  'user-members',
  'account-members',
  'instance-change',
  'source-change',
  'choice-change',
  'clock-mode',
  'clock-move',
  'snapshot',
  'new-world',
  'new-connector',
  'fork',
  'fault-plan',
  'expectation',
  'grade-order',
  'result',
  'clause-registry',
  'page-sentences',
  'baseline',
  'traffic-check',
  'load-plan',
  'shard-state',
  'load-record',
  'config',
] as const;

/** The name of a schema: its file is `<name>.schema.json`. */
export type SchemaName = (typeof NAMES)[number];

/** Every schema: calls, then records and responses, then bodies of the control plane, then the project's own files. */
export function schemaNames(): readonly SchemaName[] {
  return NAMES;
}

/**
 * A schema as JSON Schema 2020-12, with an absolute `$id` and relative `$ref`s to the other schemas. The object is
 * the caller's own: changing it does not change any validation.
 */
export function schemaDocument(name: SchemaName): Record<string, unknown> {
  return JSON.parse(readFileSync(join(packageRoot, 'schemas', 'documents', `${name}.schema.json`), 'utf8'));
}

/** The other schemas that a document refers to. */
export function referencesOf(document: Record<string, unknown>): readonly SchemaName[] {
  const references = JSON.stringify(document).matchAll(/"\$ref":"([a-z-]+)\.schema\.json/g);
  return [...new Set([...references].map(([, name]) => name as SchemaName))];
}
