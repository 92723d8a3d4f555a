/** Evidence from a Records API served over HTTP. */
import { validate } from '../../schemas/index.ts';
import { EvidenceFault } from '../errors.ts';
import type { Credential, CredentialName, RequestQueue } from '../target/index.ts';
import type { AccountRecord, Asking, EventRecord, EvidencePort, UserRecord } from './port.ts';

/** @param recordsUrl without a slash at its end */
export function recordsApi(
  recordsUrl: string,
  credentials: ReadonlyMap<CredentialName, Credential>,
  queue: RequestQueue,
): EvidencePort {
  const ask = async (
    collection: 'users' | 'accounts' | 'events',
    query: object,
    { credential, recorder }: Asking,
  ) => {
    const { headers = {}, label } = credentials.get(credential) ?? {};
    const url = `${recordsUrl}/${collection}?${new URLSearchParams(Object.entries(query))}`;
    const answer = await queue.send(
      {
        method: 'GET',
        url,
        headers: { accept: 'application/json', ...headers },
      },
      { purpose: 'records', credential: label },
      recorder,
    );
    const asked = `the Records API at ${recordsUrl}/${collection}`;
    if ('failure' in answer) throw new EvidenceFault(`${asked} gave no answer: ${answer.failure}`);
    if (answer.status !== 200) throw new EvidenceFault(`${asked} answered ${answer.status} instead of 200`);
    const body = parse(answer.body);
    if (body === undefined) {
      throw new EvidenceFault(
        `${asked} answered ${answer.headers['content-type'] ?? 'something'} that is not JSON`,
      );
    }
    const [violation] = validate(`records-${collection}`, body);
    if (violation !== undefined) {
      throw new EvidenceFault(
        `${asked} answered another shape: at "${violation.pointer}", ${violation.message}`,
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
