/** The door of the evidence port. */
import type { Result } from '../../schemas/index.ts';
import type { Settings } from '../settings.ts';
import type { Credential, CredentialName, NetworkLog, RequestQueue, Timing } from '../target/index.ts';
import { loadAdapter } from './adapter.ts';
import type { EvidencePort } from './port.ts';
import { recordsApi } from './records-api.ts';

export { noticeLoss } from './notice-loss.ts';
export type { AccountRecord, Asking, EventRecord, EvidencePort, PersonQuery, UserRecord } from './port.ts';

/** What the readers of a run share. */
interface EvidenceParts {
  readonly credentials: ReadonlyMap<CredentialName, Credential>;
  readonly queue: RequestQueue;
  readonly network: NetworkLog;
  readonly timing: Timing;
}

/** Opens the evidence that the settings declare: undefined for a run on responses only. */
export async function openEvidence(
  settings: Settings,
  parts: EvidenceParts,
): Promise<Result<EvidencePort | undefined>> {
  if (settings.recordsUrl !== undefined) return { value: recordsApi(settings.recordsUrl, parts) };
  if (settings.adapter !== undefined) return loadAdapter(settings.adapter, settings.timeoutMs, parts.timing);
  return { value: undefined };
}
