/** Which call set each property of a record, as far as the calls are kept. */

export interface Setter {
  /** What the address of the page says of the call: `t12`, or `j3` if it came to the destination itself. */
  readonly call: string;
  readonly messageId: string;
  readonly at: string;
}

/** A call that was stored. */
export interface StoredCall extends Setter {
  /** As it was delivered; undefined if its body is not kept. */
  readonly body: unknown;
}

/** The type of the calls that set properties of Users, or of Accounts. */
export type SettingType = 'identify' | 'group';

/**
 * Adds to `setters` the latest call that has a property with its value, for each property that is not in it yet.
 *
 * @param calls newest first
 */
export function addSetters(
  setters: Map<string, Setter>,
  properties: Readonly<Record<string, unknown>>,
  calls: readonly StoredCall[],
  setting: SettingType,
): void {
  for (const { body, call, messageId, at } of calls) {
    for (const [name, value] of Object.entries(traitsOf(body, setting))) {
      if (setters.has(name) || !Object.hasOwn(properties, name)) continue;
      if (isSame(properties[name], value)) setters.set(name, { call, messageId, at });
    }
  }
}

function traitsOf(call: unknown, setting: SettingType): object {
  const { type, traits } = (call ?? {}) as { type?: unknown; traits?: unknown };
  return type === setting && typeof traits === 'object' && traits !== null ? traits : {};
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
