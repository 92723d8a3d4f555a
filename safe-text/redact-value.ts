/** Hides secrets in the texts of a JSON value. */

/**
 * The value with each text and each name of a member redacted.
 *
 * @param redact hides the secrets of one text
 */
export function redactValue(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => redactValue(item, redact));
  const members = Object.entries(value).map(([name, member]) => [redact(name), redactValue(member, redact)]);
  return Object.fromEntries(members);
}
