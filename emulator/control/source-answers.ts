/** Shows the source, and enables or disables it. */
import type { Answer } from '../answers/index.ts';
import type { ResolvedOptions } from '../options/index.ts';
import type { SegmentSource } from '../segment/index.ts';
import { withBody } from './with-body.ts';

export function showSource({ projectId, enabled }: SegmentSource): Answer {
  return { status: 200, body: { source: { projectId, enabled } }, rules: [] };
}

/** A write key is in every page that uses the library, so whoever may use the control plane may read it. */
export function showWriteKey(
  { projectId, enabled }: SegmentSource,
  { writeKey }: Pick<ResolvedOptions, 'writeKey'>,
): Answer {
  return { status: 200, body: { source: { projectId, enabled, writeKey } }, rules: [] };
}

/** `{"enabled": false}`: calls are still answered 200 and then dropped as `source_disabled`. */
export function changeSource(source: SegmentSource, body: unknown): Answer {
  return withBody<Pick<SegmentSource, 'enabled'>>('source-change', body, 'control-invalid', ({ enabled }) => {
    source.enabled = enabled;
    return showSource(source);
  });
}
