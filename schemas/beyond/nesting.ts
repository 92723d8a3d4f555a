/** What JSON Schema cannot say: how deep a value is nested, and how many values it holds. */

/** Whether no path through a value leads through more than `limit` objects and arrays. */
export function isNestedWithin(limit: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return limit > 0 && Object.values(value).every((inner) => isNestedWithin(limit - 1, inner));
}

/** Whether a value that came as JSON holds at most `limit` objects, arrays and other values. */
export function hasAtMost(limit: number, value: unknown): boolean {
  const waiting: unknown[] = [value];
  let count = 1;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const inner = Object.values(next);
    count += inner.length;
    if (count > limit) return false;
    for (const one of inner) if (typeof one === 'object' && one !== null) waiting.push(one);
  }
  return true;
}
