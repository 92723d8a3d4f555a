/** The source as the control plane shows and switches it. */

import { isObject } from '../../schemas/index.ts';
import type { Answer } from '../answers/index.ts';
import { errorAnswer } from '../answers/index.ts';
import type { Source } from '../segment/index.ts';

export function showSource({ projectId, enabled }: Source): Answer {
  return { status: 200, body: { source: { projectId, enabled } }, rules: [] };
}

/** `{"enabled": false}`: calls are still answered 200 and then dropped as `source_disabled`. */
export function changeSource(source: Source, body: unknown): Answer {
  const enabled = isObject(body) ? body.enabled : undefined;
  if (typeof enabled !== 'boolean') return errorAnswer('control-invalid', 'send {"enabled": true} or false');
  source.enabled = enabled;
  return showSource(source);
}
