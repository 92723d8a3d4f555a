/** The door of the evidence port. */
import type { Result } from '../../schemas/index.ts';
import type { Settings } from '../settings.ts';
import type {
  Credential,
  CredentialName,
  NetworkLog,
  RequestQueue,
  RunEnd,
  RunLimit,
  Tally,
  Timing,
} from '../target/index.ts';
import { loadAdapter } from './adapter.ts';
import type { OpenEvidence } from './port.ts';
import { recordsApi } from './records-api.ts';

export type { AccountRecord, EventRecord, UserRecord } from '../../schemas/index.ts';
export { noticeLoss } from './notice-loss.ts';
export type { Asking, EvidencePort, PersonQuery } from './port.ts';

export { shareReads } from './share-reads.ts';

/** What the readers of a run share. */
interface EvidenceParts {
  readonly credentials: ReadonlyMap<CredentialName, Credential>;
  readonly queue: RequestQueue;
  readonly network: NetworkLog;
  readonly timing: Timing;
  readonly tally: Tally;
  readonly end: Pick<RunEnd, 'stopped' | 'whyStopped'>;
  /** Counts what an adapter returns; the client counts what comes over HTTP. */
  readonly limit: Pick<RunLimit, 'requested' | 'received'>;
  /** Receives what an adapter prints. */
  readonly log: (text: string) => void;
}

/** Opens the evidence that the settings declare: undefined for a run on responses only. */
export async function openEvidence(
  settings: Settings,
  parts: EvidenceParts,
): Promise<Result<OpenEvidence | undefined>> {
  const { recordsUrl, adapter, timeoutMs } = settings;
  if (recordsUrl !== undefined)
    return { value: { port: recordsApi(recordsUrl, parts), close: async () => {} } };
  if (adapter !== undefined) return loadAdapter(adapter, { ...parts, timeoutMs });
  return { value: undefined };
}
