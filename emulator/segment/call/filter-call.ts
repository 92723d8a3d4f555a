/** Whether a call goes to an instance (docs/segment-facts.md sections 3 and 4). */

import type { Reason } from '../../history/index.ts';
import type { Instance } from '../instances.ts';

/** The destination's name in the integrations object; case matters. */
const INTEGRATION = 'Astrolabe';

/** The methods of the catalogue row, and `delete`, which every destination receives. */
export const DELIVERED_TYPES: ReadonlySet<unknown> = new Set(['identify', 'group', 'track', 'delete']);

/** Why the call does not go to the instance; undefined if it does. */
export function filterCall(call: Readonly<Record<string, unknown>>, instance: Instance): Reason | undefined {
  if (instance.apiKey === '') return 'INVALID_SETTINGS';
  if (!instance.enabled) return 'DESTINATION_DISABLED';
  if (!isSelected(call.integrations)) return 'FILTERED_BY_INTEGRATIONS_OBJECT';
  return DELIVERED_TYPES.has(call.type) ? undefined : 'UNSUPPORTED_EVENT_TYPE';
}

/** Its own member decides: any value except false means yes. Without one, `All` decides in the same way. */
function isSelected(integrations: unknown): boolean {
  if (typeof integrations !== 'object' || integrations === null) return true;
  if (Object.hasOwn(integrations, INTEGRATION)) {
    return (integrations as Record<string, unknown>)[INTEGRATION] !== false;
  }
  return (integrations as { All?: unknown }).All !== false;
}
