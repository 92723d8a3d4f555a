/** What one JSON value has and another has not. */

/** Whether a member was added to an object, or has another value in it; members within it are compared by themselves. */
export function isNew(before: unknown, name: string, member: unknown): boolean {
  if (typeof before !== 'object' || before === null) return false;
  if (!Object.hasOwn(before, name)) return true;
  const earlier = memberOf(before, name);
  return !(isHolder(earlier) && isHolder(member)) && earlier !== member;
}

function isHolder(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

export function memberOf(value: unknown, name: string): unknown {
  const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isThere ? (value as Record<string, unknown>)[name] : undefined;
}
