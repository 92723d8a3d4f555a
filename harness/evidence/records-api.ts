/** Evidence from a Records API served over HTTP. */
import {
  type AccountRecord,
  type EventRecord,
  hasAtMost,
  isNestedWithin,
  type Result,
  type UserRecord,
  validate,
} from '../../schemas/index.ts';
import { urlUnder, withoutQuery } from '../address.ts';
import { AskedToWait, LostEvidence } from '../errors.ts';
import {
  type Credential,
  type CredentialName,
  describeResponse,
  type HttpResponse,
  isUnsteady,
  type NetworkLog,
  type NoResponse,
  type RequestQueue,
  redirectOf,
  type Timing,
  tryAgain,
} from '../target/index.ts';
import type { Asking, EvidencePort } from './port.ts';

/** What the requests of a run share. */
interface RecordsApiParts {
  readonly credentials: ReadonlyMap<CredentialName, Credential>;
  readonly queue: RequestQueue;
  readonly network: NetworkLog;
  readonly timing: Timing;
}

type RecordsName = 'users' | 'accounts' | 'events';

/**
 * Whatever is not an answer of the contract's shape is asked for up to two more times, and up to five while the API
 * answers other queries; then the evidence is lost.
 *
 * @param recordsUrl a query of its own goes with every request
 */
export function recordsApi(
  recordsUrl: string,
  { credentials, queue, network, timing }: RecordsApiParts,
): EvidencePort {
  let answers = 0;
  const ask = async (collection: RecordsName, query: object, { credential, recorder }: Asking) => {
    const { headers = {}, label } = credentials.get(credential) ?? {};
    const url = urlUnder(recordsUrl, `/${collection}`, new URLSearchParams(Object.entries(query)));
    const outgoing = { method: 'GET', url, headers: { accept: 'application/json', ...headers } } as const;
    let answersBefore = answers;
    const attempt = async () => {
      const response = await queue
        .send(outgoing, { purpose: 'records', credential: label }, recorder)
        .catch((error: unknown) => {
          throw error instanceof AskedToWait ? new LostEvidence(`the Records API ${error.message}`) : error;
        });
      const rows = rowsOf(collection, response);
      if ('value' in rows) answers += 1;
      return { response, rows };
    };
    const { first, last } = await tryAgain(attempt, {
      timing,
      recorder,
      mayImprove: ({ rows }) => 'problem' in rows,
      isByChance: () => answers > answersBefore,
      onAgain({ response }) {
        answersBefore = answers;
        queue.markSentAgain(response);
      },
    });
    const { rows } = last;
    if (last !== first) {
      const came = describeResponse(first.response);
      const recovered = !('problem' in rows);
      network.unsteady({ example: recorder.example, purpose: 'records', came, recovered }, false);
    }
    if ('problem' in rows) {
      const shown = withoutQuery(urlUnder(recordsUrl, `/${collection}`));
      throw new LostEvidence(`the Records API at ${shown} ${rows.problem}`);
    }
    return rows.value;
  };
  return {
    users: async (query, asking) => (await ask('users', query, asking)) as UserRecord[],
    accounts: async (query, asking) => (await ask('accounts', query, asking)) as AccountRecord[],
    events: async (query, asking) => (await ask('events', query, asking)) as EventRecord[],
  };
}

/** Calls are nested up to 32 levels (docs/contract.md section 2), and records a few more. */
const DEEPEST = 100;

/** 1 MB of JSON can be half a million values, which take twenty times the memory of its text. */
const MOST_VALUES = 50_000;

function rowsOf(collection: RecordsName, response: HttpResponse | NoResponse): Result<unknown> {
  if ('failure' in response) return { problem: `did not respond: ${response.failure}` };
  if (isUnsteady(response)) return { problem: `answered ${describeResponse(response)} at every attempt` };
  const to = redirectOf(response);
  if (to !== undefined) {
    return {
      problem: `answered ${response.status} instead of 200, a redirect to ${to}: pass the final URL as --records-url`,
    };
  }
  if (response.status !== 200) return { problem: `answered ${response.status} instead of 200` };
  if (response.isLonger === true) return { problem: 'answered with more than 1 MB' };
  const body = parse(response.body);
  if (body === undefined) {
    const type = response.headers['content-type'] ?? 'no Content-Type';
    return { problem: `answered with a body that is not JSON (${type})` };
  }
  if (!isNestedWithin(DEEPEST, body)) {
    return { problem: `returned records that are nested more than ${DEEPEST} levels deep` };
  }
  if (!hasAtMost(MOST_VALUES, body)) return { problem: `returned more than ${MOST_VALUES} values` };
  const [violation] = validate(`records-${collection}`, body);
  if (violation !== undefined) {
    return { problem: `returned invalid records: at "${violation.pointer}", ${violation.message}` };
  }
  return { value: (body as Record<string, unknown>)[collection] };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
