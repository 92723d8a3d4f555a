/** The table of errors: code → status, title, whether a retry can help; and the one renderer. */
import type { Violation } from '../../schemas/index.ts';

interface ErrorEntry {
  readonly status: number;
  /** What is wrong, as the start of a sentence. */
  readonly title: string;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
}

/** Statuses at the static URL are the documented ones: 400, 401, 403, 500, 501, 503; variants add 429. */
export const ERRORS = {
  'authorization-missing': {
    status: 401,
    title: 'The request has no Authorization header',
    retryable: false,
  },
  'authorization-malformed': {
    status: 401,
    title: 'The Authorization header does not have the expected form',
    retryable: false,
  },
  'api-key-unknown': { status: 401, title: 'No connector has this API key', retryable: false },
  'api-key-without-permission': {
    status: 403,
    title: 'The API key is valid but has no permission for this',
    retryable: false,
  },
  'method-not-supported': { status: 400, title: 'This URL accepts only POST requests', retryable: false },
  'body-not-json': { status: 400, title: 'The body is not JSON', retryable: false },
  'body-not-object': { status: 400, title: 'The body is not a JSON object', retryable: false },
  'body-too-large': { status: 400, title: 'The body is too large', retryable: false },
  'body-encoding': { status: 400, title: 'The body cannot be decoded', retryable: false },
  'content-type-not-json': {
    status: 400,
    title: 'The Content-Type is not application/json',
    retryable: false,
  },
  'nested-too-deeply': { status: 400, title: 'The body is nested too deeply', retryable: false },
  'too-many-members': { status: 400, title: 'The body has too many members', retryable: false },
  'id-too-long': { status: 400, title: 'An id is too long', retryable: false },
  'text-damaged': { status: 400, title: 'A string is not valid Unicode or contains NUL', retryable: false },
  'integer-too-large': { status: 400, title: 'A number cannot be represented exactly', retryable: false },
  'type-missing': { status: 400, title: 'The call has no type', retryable: false },
  'type-unknown': { status: 501, title: 'This type of call is unknown', retryable: false },
  'type-not-supported': { status: 501, title: 'This type of call is not supported', retryable: false },
  'call-malformed': { status: 400, title: 'The call is malformed', retryable: false },
  'free-email-blocked': {
    status: 400,
    title: 'This connector blocks users with free email providers',
    retryable: false,
  },
  'storage-full': { status: 503, title: 'The limit for stored records is reached', retryable: true },
  'storage-failed': {
    status: 503,
    title: 'The call cannot be written to the data directory',
    retryable: true,
  },
  'rate-limited': { status: 429, title: 'Too many calls per second', retryable: true },
  'parameter-missing': {
    status: 400,
    title: 'A query parameter is missing or repeated',
    retryable: false,
  },
  'host-not-allowed': { status: 403, title: 'The Host header names an unknown host', retryable: false },
  'cross-site-request': {
    status: 403,
    title: 'Requests from pages of another origin are refused',
    retryable: false,
  },
  'control-token-required': {
    status: 401,
    title: 'The control plane requires the token that the emulator printed at its start',
    retryable: false,
  },
  'json-content-type-required': {
    status: 415,
    title: 'Requests that change something require Content-Type: application/json',
    retryable: false,
  },
  'method-not-allowed': { status: 405, title: 'This method is not supported here', retryable: false },
  'not-found': { status: 404, title: 'There is nothing at this address', retryable: false },
  'parameter-invalid': {
    status: 400,
    title: 'A query parameter is invalid',
    retryable: false,
  },
  'control-invalid': { status: 400, title: 'The body is invalid', retryable: false },
  'definition-refused': {
    status: 400,
    title: 'The audience or computed trait cannot be created or changed like this',
    retryable: false,
  },
  'computation-unknown': {
    status: 404,
    title: 'There is no audience or computed trait with this key',
    retryable: false,
  },
  'sync-under-way': { status: 409, title: 'A sync is already in progress', retryable: true },
  'clock-not-frozen': { status: 409, title: 'Only a frozen clock can be moved', retryable: false },
  'snapshot-unknown': { status: 404, title: 'There is no snapshot with this name', retryable: false },
  'snapshot-name-invalid': { status: 400, title: 'A snapshot cannot have this name', retryable: false },
  'snapshots-full': { status: 409, title: 'The limit for snapshots is reached', retryable: false },
  'snapshot-too-large': { status: 409, title: 'There is no room for this snapshot', retryable: false },
  'snapshot-refused': { status: 409, title: 'The snapshot cannot be restored', retryable: false },
  'world-unknown': { status: 404, title: 'There is no world with this id', retryable: false },
  'world-fixed': { status: 409, title: 'The default world cannot be removed', retryable: false },
  'connector-unknown': { status: 404, title: 'There is no connector with this name', retryable: false },
  'connector-name-taken': { status: 409, title: 'Another connector has this name', retryable: false },
  'connector-fixed': {
    status: 409,
    title: 'The built-in connectors cannot be removed',
    retryable: false,
  },
  'connectors-full': { status: 409, title: 'The limit for connectors is reached', retryable: false },
  'connectors-not-kept': {
    status: 409,
    title: 'A data directory keeps no connectors that were added',
    retryable: false,
  },
  'instance-unknown': {
    status: 404,
    title: 'There is no destination instance with this id',
    retryable: false,
  },
  'instance-without-api-key': {
    status: 409,
    title: 'A destination instance without an API key cannot be enabled',
    retryable: false,
  },
  'instances-full': {
    status: 409,
    title: 'The limit for destination instances is reached',
    retryable: false,
  },
  'fault-decided': { status: 503, title: 'A fault plan decided this answer', retryable: true },
  'fault-unknown': { status: 404, title: 'There is no fault plan with this id', retryable: false },
  'faults-full': { status: 409, title: 'The limit for fault plans is reached', retryable: false },
  'grader-absent': { status: 409, title: 'This emulator cannot grade', retryable: false },
  'grade-under-way': { status: 409, title: 'A destination is being graded already', retryable: true },
  'grade-unknown': { status: 404, title: 'Nothing was graded yet', retryable: false },
  'grade-target-unknown': {
    status: 404,
    title: 'The configuration file has no target with this name',
    retryable: false,
  },
  'grade-target-unusable': { status: 409, title: 'The target cannot be graded', retryable: false },
  'grade-unconfirmed': {
    status: 409,
    title: 'A run sends test data to another machine, so it must be confirmed',
    retryable: false,
  },
  'expectation-unmet': { status: 409, title: 'The expectation is not met', retryable: false },
  'expectation-impossible': { status: 400, title: 'The expectation can never be met', retryable: false },
  'expectation-ended': {
    status: 409,
    title: 'The expectation ended before it was decided',
    retryable: false,
  },
  'readers-full': { status: 429, title: 'Too many read the live view already', retryable: true },
  'expectations-full': { status: 429, title: 'Too many expectations wait already', retryable: true },
  'request-malformed': { status: 400, title: 'The request cannot be parsed', retryable: false },
  internal: { status: 500, title: 'The emulator failed because of a bug', retryable: true },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

/** An error as sent: a sentence for people, a code for programs, and the invalid fields if there are any. */
interface ErrorBody {
  readonly message: string;
  readonly code: ErrorCode;
  readonly violations?: readonly Violation[];
  /** Present if the same request may succeed later. */
  readonly retryable?: true;
}

/**
 * The body of an error answer. It must not repeat what was sent, because that could contain a key (AST-AUTH-008).
 *
 * @param detail follows the title: what to send instead, without a full stop
 */
export function errorBody(code: ErrorCode, detail?: string, violations?: readonly Violation[]): ErrorBody {
  const { title, retryable } = ERRORS[code];
  return {
    message: detail === undefined ? `${title}.` : `${title}: ${detail}.`,
    code,
    violations,
    retryable: retryable || undefined,
  };
}
