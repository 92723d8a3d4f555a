/** The table of readers: every format in which `lint` and `send` find calls. The first that recognises a value reads it. */
import { AWS } from './aws.ts';
import { CALLS, NEARLY_CALLS } from './calls.ts';
import { ANY_REQUEST, JOURNALS } from './journals.ts';
import { LOGS } from './logs.ts';
import { PROXIES } from './proxies.ts';
import type { Reader } from './reader.ts';
import { LOG_LINES, WRAPPERS } from './wrapped.ts';

export type { Content, Reader, RecordedRequest } from './reader.ts';

/** The order matters: a log line may have a `type` of a call, and an SQS message has a messageId. */
export const READERS: readonly Reader[] = [
  ...LOG_LINES,
  ...CALLS,
  ...PROXIES,
  ...JOURNALS,
  ...AWS,
  ...LOGS,
  ANY_REQUEST,
  ...WRAPPERS,
  ...NEARLY_CALLS,
];
