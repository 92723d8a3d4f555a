/** Defects in authentication. */
import type { ErrorCode } from '../../../answers/index.ts';
import type { Authentication, Decision, Inbound } from '../../../astrolabe/index.ts';
import { refuse } from '../../../astrolabe/index.ts';
import type { Alteration } from '../../alteration.ts';
import { repetition } from '../../counting.ts';
import { isAccepted, onError, withStatus } from '../../decisions.ts';
import { keyIn } from '../../request.ts';
import { answering, authenticating, remembering } from '../../wrappers.ts';
import type { Defects } from '../defect.ts';

export const KEY_DEFECTS = {
  'key-works-once': {
    what: 'Each API key is refused from the second call on',
    breaks: 'AST-AUTH-001',
    alter: remembering(() => {
      const isRepeated = repetition();
      return answering((decision, { authorization = '' }) =>
        isAccepted(decision) && isRepeated(authorization)
          ? refuse({ error: 'api-key-unknown', rules: [] })
          : undefined,
      );
    }),
  },
  'any-key-accepted': {
    what: 'An unknown key is accepted as the key of the first connector',
    breaks: 'AST-AUTH-002',
    alter: acceptingKeys('api-key-unknown', () => true),
  },
  'malformed-key-accepted': {
    what: 'A malformed Authorization header is accepted',
    breaks: 'AST-AUTH-002',
    alter: acceptingKeys('authorization-malformed', () => true),
  },
  'unknown-key-403': {
    what: 'An unknown key is answered 403',
    breaks: 'AST-AUTH-003',
    alter: answering(onError(['api-key-unknown'], withStatus(403))),
  },
  'malformed-key-400': {
    what: 'A malformed Authorization header is answered 400',
    breaks: 'AST-AUTH-003',
    alter: answering(onError(['authorization-malformed'], withStatus(400))),
  },
  'no-key-needed': {
    what: 'A call without Authorization is accepted',
    breaks: 'AST-AUTH-004',
    alter: acceptingKeys('authorization-missing', () => true),
  },
  'missing-key-400': {
    what: 'A call without Authorization is answered 400',
    breaks: 'AST-AUTH-005',
    alter: answering(onError(['authorization-missing'], withStatus(400))),
  },
  'cut-key-accepted': {
    what: 'The beginning of the API key is accepted',
    breaks: 'AST-AUTH-006',
    alter: acceptingKeys('api-key-unknown', (key, apiKey) => apiKey.startsWith(key)),
  },
  'longer-key-accepted': {
    what: 'Characters after the API key are ignored',
    breaks: 'AST-AUTH-006',
    alter: acceptingKeys('api-key-unknown', (key, apiKey) => key.startsWith(apiKey)),
  },
  'key-case-ignored': {
    what: 'The letter case of the API key is ignored',
    breaks: 'AST-AUTH-006',
    alter: acceptingKeys('api-key-unknown', (key, apiKey) => key.toLowerCase() === apiKey.toLowerCase()),
  },
  'restricted-key-401': {
    what: 'A key without permission is answered 401',
    breaks: 'AST-AUTH-007',
    alter: answering(onError(['api-key-without-permission'], withStatus(401))),
  },
  'restricted-key-accepted': {
    what: 'A key without permission is accepted',
    breaks: 'AST-AUTH-007',
    alter: authenticating((found) =>
      'error' in found && found.connector !== undefined ? { connector: found.connector } : undefined,
    ),
  },
  'unknown-key-repeated': {
    what: 'The answer to an unknown key repeats the key',
    breaks: 'AST-AUTH-008',
    alter: answering((decision, inbound) =>
      decision.code === 'api-key-unknown' ? repeating(decision, keyIn(inbound.authorization)) : undefined,
    ),
  },
  'authorization-repeated': {
    what: 'Answers to accepted calls repeat the Authorization header',
    breaks: 'AST-AUTH-008',
    alter: answering((decision, { authorization }) =>
      isAccepted(decision) && authorization !== undefined
        ? { ...decision, headers: { 'x-request-authorization': authorization } }
        : undefined,
    ),
  },
  'key-repeated-for-bad-json': {
    what: 'Only the answer to a body that is not JSON repeats the API key',
    breaks: 'AST-AUTH-008',
    alter: answering((decision, inbound) =>
      decision.code === 'body-not-json' ? repeating(decision, keyIn(inbound.authorization)) : undefined,
    ),
  },
  'key-in-header-for-malformed-calls': {
    what: 'Answers to malformed calls name the API key in a header',
    breaks: 'AST-AUTH-008',
    alter: answering((decision, inbound) =>
      decision.code === 'call-malformed'
        ? { ...decision, headers: { 'x-connector': keyIn(inbound.authorization) ?? '' } }
        : undefined,
    ),
  },
  'key-of-connection-remembered': {
    what: 'A call without Authorization belongs to the caller of the previous call',
    breaks: 'AST-AUTH-004',
    alter: remembering(() => {
      let previous: Authentication | undefined;
      return authenticating((found) => {
        if ('connector' in found && !('error' in found)) previous = found;
        return 'error' in found && found.error === 'authorization-missing' ? previous : undefined;
      });
    }),
  },
  'key-repeated-for-unsupported-type': {
    what: 'Only the answer to a type that is not supported repeats the API key',
    breaks: 'AST-AUTH-008',
    alter: answering((decision, inbound) =>
      decision.code === 'type-not-supported' ? repeating(decision, keyIn(inbound.authorization)) : undefined,
    ),
  },
  'key-hinted': {
    what: 'The answer to a cut key names the key that was probably meant',
    breaks: 'AST-AUTH-008',
    alter: answering((decision, inbound, { keys: { apiKey } }) => {
      const key = keyIn(inbound.authorization) ?? '';
      const isCut = decision.code === 'api-key-unknown' && key !== '' && apiKey.startsWith(key);
      return isCut ? { ...decision, headers: { 'x-did-you-mean': apiKey } } : undefined;
    }),
  },
  'previous-key-named': {
    what: 'The answer to a call without Authorization names the key of the previous call in a header',
    breaks: 'AST-AUTH-008',
    alter: remembering(() => {
      let previous: string | undefined;
      return answering((decision, { authorization }) => {
        if (authorization !== undefined) previous = authorization;
        return decision.code === 'authorization-missing' && previous !== undefined
          ? { ...decision, headers: { 'x-last-caller': previous } }
          : undefined;
      });
    }),
  },
} as const satisfies Defects;

function acceptingKeys(error: ErrorCode, matches: (key: string, apiKey: string) => boolean): Alteration {
  return authenticating((found, key = '', { connectors, keys }): Authentication | undefined => {
    const [connector] = connectors;
    const isWanted = 'error' in found && found.error === error && matches(key, keys.apiKey);
    return isWanted && connector !== undefined ? { connector } : undefined;
  });
}

function repeating(decision: Decision, key: Inbound['authorization']): Decision | undefined {
  return key === undefined
    ? undefined
    : { ...decision, body: { message: `The key ${key} is not accepted.` } };
}
