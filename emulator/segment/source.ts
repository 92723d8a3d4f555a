/** The source that a write key belongs to. */
import { hash } from 'node:crypto';
import { digestOf, isSameDigest } from '../key-digest.ts';

export interface SegmentSource {
  readonly projectId: string;
  /** Whether this is its write key. */
  hasWriteKey(key: string): boolean;
  /** A disabled source is still answered 200; its calls are dropped. */
  enabled: boolean;
}

/** The project's id is derived from the write key, so it stays the same between runs. */
export function createSource(writeKey: string): SegmentSource {
  const digest = digestOf(writeKey);
  return {
    hasWriteKey: (key) => isSameDigest(digest, digestOf(key)),
    projectId: hash('sha256', writeKey, 'base64url').slice(0, 22),
    enabled: true,
  };
}
