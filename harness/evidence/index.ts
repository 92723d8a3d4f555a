/** The door of the evidence port. */
import type { Result } from '../../schemas/index.ts';
import type { Settings } from '../settings.ts';
import type { Credential, CredentialName, RequestQueue, Timing } from '../target/index.ts';
import { loadAdapter } from './adapter.ts';
import type { EvidencePort } from './port.ts';
import { recordsApi } from './records-api.ts';

export type { AccountRecord, Asking, EventRecord, EvidencePort, PersonQuery, UserRecord } from './port.ts';

/** Opens the evidence that the settings declare: undefined for a run on responses only. */
export async function openEvidence(
  settings: Settings,
  credentials: ReadonlyMap<CredentialName, Credential>,
  queue: RequestQueue,
  timing: Timing,
): Promise<Result<EvidencePort | undefined>> {
  if (settings.recordsUrl !== undefined)
    return { value: recordsApi(settings.recordsUrl, credentials, queue) };
  if (settings.adapter !== undefined) return loadAdapter(settings.adapter, settings.timeoutMs, timing);
  return { value: undefined };
}
