/** Merges what stands beside the calls of a batch into each of them (docs/segment-facts.md section 1). */

import { isObject } from '../../../schemas/index.ts';
import type { Choices } from '../../choices/index.ts';

type Members = Readonly<Record<string, unknown>>;

const MERGED = ['context', 'integrations'] as const;
const NOT_COPIED = ['messageId', 'timestamp', 'sequence'] as const;

/** Member by member; what the call says itself wins. The call is changed in place, the batch is not. */
export function mergeShared(call: Record<string, unknown>, shared: Members, choices: Choices): void {
  for (const name of MERGED) {
    const common = shared[name];
    if (isObject(common)) call[name] = merge(call[name], common);
  }
  if (choices['batch-own-fields'] === 'ignore') return;
  for (const name of NOT_COPIED) call[name] ??= shared[name];
}

/** Spread copies a member named `__proto__` as a member, which assignment would not. */
function merge(own: unknown, common: Members): unknown {
  if (own === undefined || own === null) return { ...common };
  return isObject(own) ? { ...common, ...own } : own;
}
