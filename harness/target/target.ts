/** The destination under test, known only by its URL. */
import type { Exchange } from '../../schemas/index.ts';
import { AskedToWait, BlockedExample, NotApplicable } from '../errors.ts';
import type { Settings } from '../settings.ts';
import { type HttpResponse, isAccepted, type NoResponse } from './client/index.ts';
import type { Credential, CredentialName } from './credentials.ts';
import type { NetworkLog } from './network-log.ts';
import type { Timing } from './pace.ts';
import { isUnsteady, type Persisted, persist } from './persist.ts';
import { createPresence } from './presence.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import type { RequestQueue } from './request-queue.ts';

/** How a body is posted if it differs from what Segment does. */
export interface Posting {
  readonly credential?: CredentialName;
  readonly headers?: Readonly<Record<string, string>>;
  readonly purpose?: Extract<Exchange['purpose'], 'call' | 'marker'>;
  /** Sends the body in pieces that are cut inside a character; default: in one. */
  readonly inPieces?: boolean;
}

/**
 * Posts calls to the destination.
 *
 * Every method throws BlockedExample if the run may send no more calls, or the target stopped responding.
 */
export interface Target {
  /** Posts once. */
  post(body: string, posting: Posting, recorder: Recorder): Promise<HttpResponse | NoResponse>;
  /** Posts a call that a destination must accept: up to three times if the target is unsteady. */
  deliver(body: string, posting: Posting, recorder: Recorder): Promise<HttpResponse | NoResponse>;
  /** Posts again while a response that is about to be judged is unsteady, so that a broken network is not judged. */
  steady(
    posted: {
      readonly response: HttpResponse | NoResponse;
      readonly body: string;
      readonly posting: Posting;
    },
    recorder: Recorder,
    mustBeAccepted: boolean,
  ): Promise<HttpResponse | NoResponse>;
  /** Why the target is not called any more: it stopped responding, or asked to wait for too long; undefined while it is. */
  gone(): string | undefined;
  /** Finds out whether the target still responds. */
  checkPresence(): Promise<void>;
}

/** The headers of a direct destination's request (docs/contract.md section 3). */
export const SEGMENT_HEADERS = {
  accept: '*/*',
  'cache-control': 'no-cache',
  'content-type': 'application/json',
  'user-agent': 'Segment.io/1.0',
};

/** What a target is made of. */
interface TargetParts {
  readonly queue: RequestQueue;
  readonly network: NetworkLog;
  readonly timing: Timing;
  /** The body of the first control, which shows whether a target still responds. */
  readonly control: () => string;
}

/** @param credentials see credentials.ts */
export function createTarget(
  settings: Settings,
  credentials: ReadonlyMap<CredentialName, Credential>,
  { queue, network, timing, control }: TargetParts,
): Target {
  const send = (body: string, posting: Posting, recorder: Recorder, fresh = false) => {
    const { credential = 'the API key', headers = {}, purpose = 'call', inPieces = false } = posting;
    const { headers: authorization, label } = credentialNamed(credential, credentials);
    return queue.send(
      {
        method: 'POST',
        url: settings.baseUrl,
        headers: { ...SEGMENT_HEADERS, ...headers, ...authorization },
        body,
        inPieces,
      },
      { purpose, credential: label, fresh },
      recorder,
    );
  };
  const presence = createPresence(() => send(control(), {}, createRecorder('control'), true));
  const gone = () => presence.gone() ?? queue.gaveUp();
  const post: Target['post'] = async (body, posting, recorder) => {
    const reason = gone();
    if (reason !== undefined) throw new BlockedExample(reason);
    const response = await send(body, posting, recorder).catch((error: unknown) => {
      throw error instanceof AskedToWait ? new BlockedExample(`the target ${error.message}`) : error;
    });
    await presence.saw(response, recorder.example);
    return response;
  };
  const note = (
    { response, came }: Persisted,
    { mustBeAccepted, purpose = 'call' }: Pick<Posting, 'purpose'> & { readonly mustBeAccepted: boolean },
    { example }: Recorder,
  ) => {
    const recovered = !isUnsteady(response);
    // A call that need not be accepted may always be answered in this way: only a change shows that it was unsteady.
    if (came !== undefined && (mustBeAccepted || recovered)) {
      network.unsteady({ example, purpose, came, recovered }, mustBeAccepted || isAccepted(response));
    }
    return response;
  };
  return {
    post,
    gone,
    checkPresence: presence.check,
    async deliver(body, posting, recorder) {
      const attempt = () => post(body, posting, recorder);
      const persisted = await persist(attempt, { timing, recorder, onAgain: queue.markSentAgain });
      return note(persisted, { ...posting, mustBeAccepted: true }, recorder);
    },
    async steady({ response, body, posting }, recorder, mustBeAccepted) {
      const attempt = () => post(body, posting, recorder);
      const persisted = await persist(attempt, {
        timing,
        recorder,
        onAgain: queue.markSentAgain,
        first: response,
      });
      return note(persisted, { ...posting, mustBeAccepted }, recorder);
    },
  };
}

function credentialNamed(
  name: CredentialName,
  credentials: ReadonlyMap<CredentialName, Credential>,
): Credential {
  const credential = credentials.get(name);
  if (credential === undefined && name === 'the API key cut by one character')
    throw new NotApplicable('the API key has one character, and nothing is left of it if that is cut');
  if (credential === undefined)
    throw new Error(`this run has no credential for ${name}: the example needs a tag that gates it`);
  return credential;
}
