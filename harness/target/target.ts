/** The destination under test, known only by its URL. */
import type { Exchange } from '../../schemas/index.ts';
import { BlockedExample } from '../errors.ts';
import type { Settings } from '../settings.ts';
import type { Credential, CredentialName } from './credentials.ts';
import type { HttpResponse, NoResponse } from './http-client.ts';
import type { Recorder } from './recorder.ts';
import type { RequestQueue } from './request-queue.ts';

/** How a body is posted if it differs from what Segment does. */
export interface Posting {
  readonly credential?: CredentialName;
  readonly headers?: Readonly<Record<string, string>>;
  readonly purpose?: Extract<Exchange['purpose'], 'call' | 'marker'>;
}

/** Posts calls to the destination. */
export interface Target {
  /** @throws BlockedExample if the run may send no more calls, or the target stopped responding */
  post(body: string, posting: Posting, recorder: Recorder): Promise<HttpResponse | NoResponse>;
  /** True after {@link UNANSWERED_UNTIL_GONE} requests in a row without a response. */
  gone(): boolean;
}

/** The headers of a direct destination's request (docs/contract.md section 3). */
const SEGMENT_HEADERS = {
  accept: '*/*',
  'cache-control': 'no-cache',
  'content-type': 'application/json',
  'user-agent': 'Segment.io/1.0',
};

/** With fewer, one restart of the target while several lanes send could count as gone. */
const UNANSWERED_UNTIL_GONE = 24;

/** @param credentials see credentials.ts */
export function createTarget(
  settings: Settings,
  credentials: ReadonlyMap<CredentialName, Credential>,
  queue: RequestQueue,
): Target {
  let posted = 0;
  let unanswered = 0;
  const gone = () => unanswered >= UNANSWERED_UNTIL_GONE;
  return {
    gone,
    async post(body, { credential = 'the API key', headers = {}, purpose = 'call' }, recorder) {
      if (gone()) throw new BlockedExample('the target stopped responding');
      if (settings.maxCalls !== undefined && posted >= settings.maxCalls) {
        throw new BlockedExample(`the run may send no more than ${settings.maxCalls} calls (--max-calls)`);
      }
      posted += 1;
      const { headers: authorization, label } = credentialNamed(credential, credentials);
      const response = await queue.send(
        {
          method: 'POST',
          url: settings.baseUrl,
          headers: { ...SEGMENT_HEADERS, ...headers, ...authorization },
          body,
        },
        { purpose, credential: label },
        recorder,
      );
      unanswered = 'failure' in response ? unanswered + 1 : 0;
      return response;
    },
  };
}

function credentialNamed(
  name: CredentialName,
  credentials: ReadonlyMap<CredentialName, Credential>,
): Credential {
  const credential = credentials.get(name);
  if (credential === undefined)
    throw new Error(`this run has no credential for ${name}: the example needs a tag that gates it`);
  return credential;
}
