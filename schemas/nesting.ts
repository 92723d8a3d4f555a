/** What JSON Schema cannot say: how deep a value is nested. */

/** Whether no path through a value leads through more than `limit` objects and arrays. */
export function isNestedWithin(limit: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return limit > 0 && Object.values(value).every((inner) => isNestedWithin(limit - 1, inner));
}
