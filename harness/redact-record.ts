/** Hides secrets in a finished record, wherever a destination or an adapter put them. */
import { redactValue } from '../safe-text/index.ts';
import { type ResultRecord, schemaDocument } from '../schemas/index.ts';

/**
 * The record with every text redacted, names of members included.
 *
 * Words that the schema of the record itself defines stay: a key that is such a word would make the record unreadable.
 */
export function redactRecord(record: ResultRecord, redact: (text: string) => string): ResultRecord {
  const text = JSON.stringify(record);
  if (redact(text) === text) return record;
  const own = new Set(wordsOf(schemaDocument('result')));
  return redactValue(record, (one) => (own.has(one) ? one : redact(one))) as ResultRecord;
}

/** Every text and every name in a document. */
function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [name, ...wordsOf(member)]);
}
