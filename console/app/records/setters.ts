/** Which call set each property of a User, as far as the calls are kept. */
import type { Trace } from '../../../emulator/trace.ts';

export interface Setter {
  readonly messageId: string;
  readonly at: string;
}

/**
 * The latest delivered identify call that has the property with this value, if it is still kept.
 *
 * @param traces of the User, oldest first
 */
export function settersOf(
  properties: Readonly<Record<string, unknown>>,
  traces: readonly Trace[],
): ReadonlyMap<string, Setter> {
  const setters = new Map<string, Setter>();
  for (const { delivered, outcome, messageId, receivedAt } of traces) {
    if (outcome !== 'delivered') continue;
    for (const [name, value] of Object.entries(traitsOf(delivered))) {
      if (Object.hasOwn(properties, name) && isSame(properties[name], value)) {
        setters.set(name, { messageId, at: receivedAt });
      }
    }
  }
  return setters;
}

function traitsOf(call: unknown): object {
  const { type, traits } = (call ?? {}) as { type?: unknown; traits?: unknown };
  return type === 'identify' && typeof traits === 'object' && traits !== null ? traits : {};
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
