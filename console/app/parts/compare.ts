/** What one JSON value has and another has not. */

/** Whether an object lacks a member, which then stands in the other one as added. */
export function isAdded(before: unknown, name: string): boolean {
  return typeof before === 'object' && before !== null && !Object.hasOwn(before, name);
}

export function memberOf(value: unknown, name: string): unknown {
  const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isThere ? (value as Record<string, unknown>)[name] : undefined;
}
