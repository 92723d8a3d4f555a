/** The destination under test, known only by its URL. */
export {
  CREDENTIALS,
  type Credential,
  type CredentialName,
  credentialsOf,
  secretsOf,
  sentKeysOf,
} from './credentials.ts';
export {
  createHttpClient,
  describeResponse,
  type HttpResponse,
  isAccepted,
  type NoResponse,
} from './http-client.ts';
export { type Identity, identityOf } from './identity.ts';
export { createPace, type Timing } from './pace.ts';
export { createRecorder, type Recorder } from './recorder.ts';
export { createRequestQueue, type RequestQueue, type Tally } from './request-queue.ts';
export { createRedactor, type Redactor } from './secrets.ts';
export { createTarget, type Posting, type Target } from './target.ts';
