/** Merges the members beside the calls of a batch into each call (docs/segment-facts.md section 1). */

import { isObject, type JsonObject } from '../../../schemas/index.ts';
import type { Choices } from '../../choices/index.ts';

const MERGED = ['context', 'integrations'] as const;
const NOT_COPIED = ['messageId', 'timestamp', 'sequence'] as const;

/** Member by member; a member of the call wins. The call is changed in place, the batch is not. */
export function mergeShared(call: Record<string, unknown>, shared: JsonObject, choices: Choices): void {
  for (const name of MERGED) {
    const common = shared[name];
    if (isObject(common)) call[name] = merge(call[name], common);
  }
  if (choices['batch-own-fields'] === 'ignore') return;
  for (const name of NOT_COPIED) call[name] ??= shared[name];
}

/** A spread copies a member named `__proto__` as a member; an assignment would set the prototype. */
function merge(own: unknown, common: JsonObject): unknown {
  if (own === undefined || own === null) return { ...common };
  return isObject(own) ? { ...common, ...own } : own;
}
