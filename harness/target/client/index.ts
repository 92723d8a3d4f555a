/** The door of the client: requests, their ways through proxies and TLS, and what came back. */
export { createHttpClient, type HttpClient } from './http-client.ts';
export {
  describeResponse,
  type HttpResponse,
  isAccepted,
  type NoResponse,
  redirectOf,
} from './http-response.ts';
export { isListening } from './listening.ts';
export type { Outgoing } from './outgoing.ts';
