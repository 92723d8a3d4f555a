/** What a destination and a Records API answer, as components of the OpenAPI document. */
import { componentRef, type Json } from './components.ts';
import { fixtureExample } from './fixture-examples.ts';

const ERROR = {
  'application/json': {
    schema: componentRef('ErrorResponseBody'),
    examples: { message: fixtureExample('error-body', 'message', 'What was wrong, for a person') },
  },
};

/** An error; its body may be empty (AST-ERR-001, AST-ERR-002). */
function error(description: string, headers?: Json): Json {
  return { description, ...(headers === undefined ? {} : { headers }), content: ERROR };
}

const RETRY_AFTER = {
  'Retry-After': {
    description: 'After how many seconds, or at which HTTP date, the call may be sent again.',
    schema: { type: 'string' },
    example: '30',
  },
};

/** Each with the clauses that grade it, if there are any. */
export const RESPONSES = {
  Accepted: {
    description:
      'The call was accepted. A body is allowed and has no meaning. An accepted call need not be stored yet (AST-HTTP-003).',
  },
  Malformed: error('The call is malformed; sending it again does not help (AST-HTTP-005).'),
  Unauthorized: error('The API key is missing, malformed or unknown (AST-AUTH-003, AST-AUTH-005).'),
  Forbidden: error('The API key is valid and has no permission for this (AST-AUTH-007).'),
  TooManyCalls: error(
    'Too many calls. The caller waits as long as Retry-After says, and sends the call again.',
    RETRY_AFTER,
  ),
  Failed: error('The destination failed; the call is sent again (AST-HTTP-014).'),
  NotSupported: error('This type of call is not supported; it is not sent again (AST-HTTP-006).'),
  Unavailable: error('The destination cannot accept calls now; the call is sent again.', RETRY_AFTER),
  QueryInvalid: error('A query parameter is missing, repeated or empty.'),
} satisfies Record<string, Json>;

export function responseRef(name: keyof typeof RESPONSES): { readonly $ref: string } {
  return { $ref: `#/components/responses/${name}` };
}

/** The responses to a call, by status. */
export const CALL_RESPONSES: Readonly<Record<string, Json>> = {
  200: responseRef('Accepted'),
  202: responseRef('Accepted'),
  400: responseRef('Malformed'),
  401: responseRef('Unauthorized'),
  403: responseRef('Forbidden'),
  429: responseRef('TooManyCalls'),
  500: responseRef('Failed'),
  501: responseRef('NotSupported'),
  503: responseRef('Unavailable'),
};
