/** The door of the schemas: what calls, records, answers and results look like, and what is wrong with one. */
export type { SchemaName } from './documents.ts';
export { schemaDocument, schemaNames } from './documents.ts';
export { probablyMeant, strayMembers } from './near-miss.ts';
export type { EvidenceKind, Level, Provenance } from './result.ts';
export * from './result.ts';
export { validate } from './validate.ts';
export type { Violation } from './violations.ts';
