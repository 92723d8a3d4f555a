/** Shows the source, and enables or disables it. */

import type { Answer } from '../answers/index.ts';
import type { SegmentSource } from '../segment/index.ts';
import { withBody } from './with-body.ts';

export function showSource({ projectId, enabled }: SegmentSource): Answer {
  return { status: 200, body: { source: { projectId, enabled } }, rules: [] };
}

/** `{"enabled": false}`: calls are still answered 200 and then dropped as `source_disabled`. */
export function changeSource(source: SegmentSource, body: unknown): Answer {
  return withBody<Pick<SegmentSource, 'enabled'>>('source-change', body, 'control-invalid', ({ enabled }) => {
    source.enabled = enabled;
    return showSource(source);
  });
}
