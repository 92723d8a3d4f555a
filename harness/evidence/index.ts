/** The door of the evidence port. */

import type { Settings } from '../settings.ts';
import type { Credential, CredentialName, RequestQueue, Timing } from '../target/index.ts';
import { loadAdapter } from './adapter.ts';
import type { EvidencePort } from './port.ts';
import { recordsApi } from './records-api.ts';

export type { AccountRecord, Asking, EventRecord, EvidencePort, PersonQuery, UserRecord } from './port.ts';

/**
 * The evidence that the settings declare, or undefined where the run can see the wire only.
 *
 * @throws EvidenceFault where an adapter cannot be loaded
 */
export async function openEvidence(
  settings: Settings,
  credentials: ReadonlyMap<CredentialName, Credential>,
  queue: RequestQueue,
  timing: Timing,
): Promise<EvidencePort | undefined> {
  if (settings.recordsUrl !== undefined) return recordsApi(settings.recordsUrl, credentials, queue);
  if (settings.adapter !== undefined) return loadAdapter(settings.adapter, settings.timeoutMs, timing);
  return undefined;
}
