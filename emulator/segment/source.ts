/** The source: what a write key belongs to. */
import { hash } from 'node:crypto';

export interface Source {
  readonly writeKey: string;
  readonly projectId: string;
  /** A disabled source is still answered 200; its calls are dropped. */
  enabled: boolean;
}

/** The project's id follows from the write key, so that it stays the same from one run to the next. */
export function createSource(writeKey: string): Source {
  return { writeKey, projectId: hash('sha256', writeKey, 'base64url').slice(0, 22), enabled: true };
}
