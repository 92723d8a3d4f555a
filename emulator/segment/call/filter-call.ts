/** Whether a call goes to an instance (docs/segment-facts.md section 4 and 3). */

import type { Reason } from '../../history/index.ts';
import type { Instance } from '../instances.ts';

/** The name under which the integrations object knows the destination; case matters. */
const INTEGRATION = 'Astrolabe';

/** Methods of the catalogue row, and `delete`, which every destination is sent. */
const SUPPORTED: ReadonlySet<unknown> = new Set(['identify', 'group', 'track', 'delete']);

/** Why the call does not go there; nothing where it does. */
export function filterCall(call: Readonly<Record<string, unknown>>, instance: Instance): Reason | undefined {
  if (instance.apiKey === '') return 'INVALID_SETTINGS';
  if (!instance.enabled) return 'DESTINATION_DISABLED';
  if (!isSelected(call.integrations)) return 'FILTERED_BY_INTEGRATIONS_OBJECT';
  return SUPPORTED.has(call.type) ? undefined : 'UNSUPPORTED_EVENT_TYPE';
}

/** Its own member decides, and any value of it but false means yes; without one `All` does, true unless false. */
function isSelected(integrations: unknown): boolean {
  if (typeof integrations !== 'object' || integrations === null) return true;
  if (Object.hasOwn(integrations, INTEGRATION)) {
    return (integrations as Record<string, unknown>)[INTEGRATION] !== false;
  }
  return (integrations as { All?: unknown }).All !== false;
}
