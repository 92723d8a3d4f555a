/** The settings that the browser library fetches before it sends anything. */
import type { Choices } from '../../choices/index.ts';
import type { Source } from '../source.ts';

/**
 * The settings JSON of a write key. It holds the key that the library then sends, says that calls for Astrolabe
 * go by way of Segment, and leads the library back to the emulator instead of to Segment.
 *
 * @param host the Host header that the request came with, where there was one
 * @returns nothing where no source has the key
 */
export function browserSettings(
  source: Source,
  writeKey: string,
  host: string | undefined,
  choices: Choices,
): object | undefined {
  if (!source.hasWriteKey(writeKey) && choices['settings-of-unknown-key'] === '404') return undefined;
  return {
    integrations: {
      'Segment.io': {
        apiKey: writeKey,
        unbundledIntegrations: ['Astrolabe'],
        addBundledMetadata: true,
        maybeBundledConfigIds: {},
        ...(host === undefined ? {} : { apiHost: `${host}/v1`, protocol: 'http' }),
      },
    },
  };
}
