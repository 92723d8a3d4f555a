/** What a call is sent to the ingress with. */
import { ask } from './api.ts';

/** The write key of the source of this world. */
export async function writeKeyOf(): Promise<string> {
  const { source } = await ask<{ source: { writeKey: string } }>('/source/write-key');
  return source.writeKey;
}
