/** The door of the evidence port. */

import type { Settings } from '../settings.ts';
import type { Credential, CredentialName, Line, Timing } from '../target/index.ts';
import { loadAdapter } from './adapter.ts';
import type { Evidence } from './port.ts';
import { recordsApi } from './records-api.ts';

export type { AccountRecord, Asking, EventRecord, Evidence, PersonQuery, UserRecord } from './port.ts';

/**
 * The evidence that the settings declare, or undefined where the run can see the wire only.
 *
 * @throws EvidenceFault where an adapter cannot be loaded
 */
export async function openEvidence(
  settings: Settings,
  credentials: ReadonlyMap<CredentialName, Credential>,
  line: Line,
  timing: Timing,
): Promise<Evidence | undefined> {
  if (settings.recordsUrl !== undefined) return recordsApi(settings.recordsUrl, credentials, line);
  if (settings.adapter !== undefined) return loadAdapter(settings.adapter, settings.timeoutMs, timing);
  return undefined;
}
