/** Evidence from a Records API served over HTTP. */
import { validate } from '../../schemas/index.ts';
import { EvidenceFault, LostEvidence } from '../errors.ts';
import {
  type Credential,
  type CredentialName,
  describeResponse,
  isUnsteady,
  type NetworkLog,
  persist,
  type RequestQueue,
  type Timing,
} from '../target/index.ts';
import type { AccountRecord, Asking, EventRecord, EvidencePort, UserRecord } from './port.ts';

/** What the requests of a run share. */
interface RecordsApiParts {
  readonly credentials: ReadonlyMap<CredentialName, Credential>;
  readonly queue: RequestQueue;
  readonly network: NetworkLog;
  readonly timing: Timing;
}

/** @param recordsUrl without a slash at its end */
export function recordsApi(
  recordsUrl: string,
  { credentials, queue, network, timing }: RecordsApiParts,
): EvidencePort {
  const ask = async (
    collection: 'users' | 'accounts' | 'events',
    query: object,
    { credential, recorder }: Asking,
  ) => {
    const { headers = {}, label } = credentials.get(credential) ?? {};
    const url = `${recordsUrl}/${collection}?${new URLSearchParams(Object.entries(query))}`;
    const outgoing = { method: 'GET', url, headers: { accept: 'application/json', ...headers } } as const;
    const { response, came } = await persist(
      () => queue.send(outgoing, { purpose: 'records', credential: label }, recorder),
      { timing, recorder },
      queue.markSentAgain,
    );
    const recovered = !isUnsteady(response);
    if (came !== undefined) {
      network.unsteady({ example: recorder.example, purpose: 'records', came, recovered }, false);
    }
    const asked = `the Records API at ${recordsUrl}/${collection}`;
    if ('failure' in response) throw new LostEvidence(`${asked} did not respond: ${response.failure}`);
    if (!recovered) throw new LostEvidence(`${asked} answered ${describeResponse(response)}, three times`);
    if (response.status !== 200)
      throw new EvidenceFault(`${asked} answered ${response.status} instead of 200`);
    const body = parse(response.body);
    if (body === undefined) {
      const type = response.headers['content-type'] ?? 'no Content-Type';
      throw new EvidenceFault(`${asked} answered with a body that is not JSON (${type})`);
    }
    const [violation] = validate(`records-${collection}`, body);
    if (violation !== undefined) {
      throw new EvidenceFault(
        `${asked} returned invalid records: at "${violation.pointer}", ${violation.message}`,
      );
    }
    return (body as Record<string, unknown>)[collection];
  };
  return {
    users: async (query, asking) => (await ask('users', query, asking)) as UserRecord[],
    accounts: async (query, asking) => (await ask('accounts', query, asking)) as AccountRecord[],
    events: async (query, asking) => (await ask('events', query, asking)) as EventRecord[],
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
