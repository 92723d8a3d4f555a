/** The destination under examination, known by its URL only. */
import type { Exchange } from '../../schemas/index.ts';
import { BlockedExample } from '../errors.ts';
import type { Settings } from '../settings.ts';
import type { Credential, CredentialName } from './credentials.ts';
import type { HttpResponse, NoResponse } from './http-client.ts';
import type { Recorder } from './recorder.ts';
import type { RequestQueue } from './request-queue.ts';

/** How a body is posted where it differs from what Segment does. */
export interface Posting {
  readonly credential?: CredentialName;
  readonly headers?: Readonly<Record<string, string>>;
  readonly purpose?: Extract<Exchange['purpose'], 'call' | 'marker'>;
}

/** Posts calls to the destination. */
export interface Target {
  /** @throws BlockedExample where the run may send no more calls, or the target stopped answering */
  post(body: string, posting: Posting, recorder: Recorder): Promise<HttpResponse | NoResponse>;
  /** True where so many requests in a row had no answer that the target counts as gone. */
  gone(): boolean;
}

/** The headers of a direct destination's request (docs/contract.md section 3). */
const SEGMENT_HEADERS = {
  accept: '*/*',
  'cache-control': 'no-cache',
  'content-type': 'application/json',
  'user-agent': 'Segment.io/1.0',
};

/** Fewer could be the lanes that ran at the moment of one restart. */
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
      if (gone()) throw new BlockedExample('the target stopped answering');
      if (settings.maxCalls !== undefined && posted >= settings.maxCalls) {
        throw new BlockedExample(`the run may send no more than ${settings.maxCalls} calls (--max-calls)`);
      }
      posted += 1;
      const { headers: authorization, label } = credentialNamed(credential, credentials);
      const answer = await queue.send(
        {
          method: 'POST',
          url: settings.baseUrl,
          headers: { ...SEGMENT_HEADERS, ...headers, ...authorization },
          body,
        },
        { purpose, credential: label },
        recorder,
      );
      unanswered = 'failure' in answer ? unanswered + 1 : 0;
      return answer;
    },
  };
}

function credentialNamed(
  name: CredentialName,
  credentials: ReadonlyMap<CredentialName, Credential>,
): Credential {
  const credential = credentials.get(name);
  if (credential === undefined)
    throw new Error(`this run has no credential for ${name}: its example needs a gate`);
  return credential;
}
