/** The door of the schemas: the shapes of calls, records, bodies and results, and what is wrong with a value. */

export { hasAtMost, isNestedWithin, isRealDay } from './beyond/index.ts';
export type * from './document-types.ts';
export type { SchemaName } from './documents.ts';
export { schemaDocument, schemaNames } from './documents.ts';
export { millisecondsOf } from './duration.ts';
export { escapedName } from './escaped-name.ts';
export { CALL_TYPES, type CallType, ID_FIELDS, OWN_FIELDS, SURROUNDING_FIELDS } from './field-names.ts';
export { isObject, type JsonObject } from './is-object.ts';
export { probablyMeant, strayMembers } from './near-miss.ts';
export { didYouMean, nearNames } from './near-names.ts';
export type { Checked, Result } from './outcome.ts';
export type { AccountRecord, EventRecord, UserRecord } from './records.ts';
export type { EvidenceKind, Level, Provenance } from './result.ts';
export * from './result.ts';
export { isSuccessStatus } from './success-status.ts';
export { validate } from './validate.ts';
export type { Violation } from './violations.ts';
