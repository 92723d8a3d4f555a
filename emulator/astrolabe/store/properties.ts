/** Properties of a User or an Account, and how a call updates them. */
import { isObject, type JsonObject } from '../../../schemas/index.ts';

/** The choices that an update follows. */
export interface PropertyRules {
  readonly nulls: 'keep' | 'remove' | 'ignore';
  readonly nested: 'replace' | 'merge';
}

/** A record with properties and, if the order of calls matters, the time at which each property was set. */
export interface PropertyHolder {
  properties: Record<string, unknown>;
  setAt?: Map<string, number> | undefined;
}

/**
 * Updates properties; properties that are not named keep their values (AST-IDENT-003, AST-GROUP-003).
 *
 * @param at time of the call in milliseconds; if given, a property that a later call has set is not changed
 */
export function updateProperties(
  holder: PropertyHolder,
  incoming: JsonObject,
  rules: PropertyRules,
  at?: number,
): void {
  for (const name of Object.keys(incoming)) {
    if (at !== undefined && !isNewer(holder, name, at)) continue;
    setProperty(holder.properties, name, incoming[name], rules);
  }
}

function isNewer(holder: PropertyHolder, name: string, at: number): boolean {
  holder.setAt ??= new Map();
  const last = holder.setAt.get(name);
  if (last !== undefined && at < last) return false;
  holder.setAt.set(name, at);
  return true;
}

function setProperty(
  target: Record<string, unknown>,
  name: string,
  value: unknown,
  rules: PropertyRules,
): void {
  if (value === null && rules.nulls !== 'keep') {
    if (rules.nulls === 'remove') delete target[name];
    return;
  }
  if (rules.nested === 'merge' && isObject(value)) {
    const present = Object.hasOwn(target, name) ? target[name] : undefined;
    if (isObject(present)) {
      for (const member of Object.keys(value)) setProperty(present, member, value[member], rules);
      return;
    }
  }
  define(target, name, value);
}

/** Sets an own member whatever its name: a plain assignment to `__proto__` would replace the prototype. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
  } else {
    target[name] = value;
  }
}
