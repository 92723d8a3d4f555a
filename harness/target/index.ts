/** The destination under test, known only by its URL. */

export { LONGEST_HOLD_MS, LONGEST_WAIT_MS, pauseAskedBy } from './asked-to-wait.ts';
export { createCallBudget } from './call-budget.ts';
export {
  createHttpClient,
  describeResponse,
  type HttpClient,
  type HttpResponse,
  isAccepted,
  isListening,
  type NoResponse,
  redirectOf,
} from './client/index.ts';
export {
  CREDENTIALS,
  type Credential,
  type CredentialName,
  credentialsOf,
  secretsOf,
  sentKeysOf,
} from './credentials.ts';
export { cutWhenStopped } from './cut-when-stopped.ts';
export { type Identity, identityOf, markedNaming, type Naming, plainNaming } from './identity.ts';
export { createKeyLeaks, type KeyLeaks } from './key-leaks.ts';
export { createNetworkLog, type NetworkLog } from './network-log.ts';
export { createPace, type Timing, waitUntil } from './pace.ts';
export { isUnsteady, isUnsteadyStatus, tryAgain } from './persist.ts';
export { createRecorder, type Recorder, record } from './recorder.ts';
export { createRequestQueue, type RequestQueue, type Tally } from './request-queue.ts';
export { createRunEnd, type RunEnd } from './run-end.ts';
export { createRunLimit, type RunLimit } from './run-limit.ts';
export { createBodyRecorder } from './shown-bodies.ts';
export { createSwitchedOn, type SwitchedOn } from './switched-on.ts';
export { createTarget, type Posting, SEGMENT_HEADERS, type Target } from './target.ts';
