/** The settings that the browser library fetches before it sends anything. */
import type { Choices } from '../../choices/index.ts';
import type { SegmentSource } from '../source.ts';

/**
 * The settings JSON of a write key. It has the key that the library then sends, says that calls for Astrolabe go
 * through Segment, and makes the library send to the emulator instead of Segment.
 *
 * @param host the Host header of the request, if there was one
 * @returns undefined if no source has the key
 */
export function browserSettings(
  source: SegmentSource,
  writeKey: string,
  host: string | undefined,
  choices: Choices,
  protocol: 'http' | 'https' = 'http',
): object | undefined {
  if (!source.hasWriteKey(writeKey) && choices['settings-of-unknown-key'] === '404') return undefined;
  return {
    integrations: {
      'Segment.io': {
        apiKey: writeKey,
        unbundledIntegrations: ['Astrolabe'],
        addBundledMetadata: true,
        maybeBundledConfigIds: {},
        apiHost: host === undefined ? undefined : `${host}/v1`,
        protocol: host === undefined ? undefined : protocol,
      },
    },
  };
}
