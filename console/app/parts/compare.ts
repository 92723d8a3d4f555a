/** Whether an object lacks a member, which then stands in the other one as added. */
export function isAdded(before: unknown, name: string): boolean {
  return typeof before === 'object' && before !== null && !Object.hasOwn(before, name);
}
