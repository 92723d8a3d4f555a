/** Finds the connector of a caller: HTTP Basic with the API key as user name and an empty password. */
import type { Choices } from '../choices/index.ts';
import type { Authentication, Refusal } from './call.ts';
import { type Connector, findConnector } from './connectors.ts';

const EXPECTED = 'send Authorization: Basic and the Base64 encoding of the API key followed by a colon';

/** Checks an Authorization header (docs/contract.md section 3; AST-AUTH-001 to 007). */
export function authenticate(
  connectors: readonly Connector[],
  header: string | undefined,
  choices: Choices,
): Authentication {
  if (header === undefined || header === '') {
    return { error: 'authorization-missing', detail: EXPECTED, rules: ['AST-AUTH-004', 'AST-AUTH-005'] };
  }
  const credentials = readBasic(header);
  if (credentials === undefined) return malformed(EXPECTED, ['AST-AUTH-003']);

  const read = readKey(credentials, choices);
  if ('error' in read) return read;
  const connector = findConnector(connectors, read.key);
  if (connector === undefined) {
    return {
      error: 'api-key-unknown',
      detail: 'send exactly the key that was shown when the connector was created',
      rules: ['AST-AUTH-002', 'AST-AUTH-003'],
    };
  }
  if (connector.permitted) return { connector };
  return {
    connector,
    error: 'api-key-without-permission',
    detail: 'use the key of another connector',
    rules: ['AST-AUTH-007'],
  };
}

function malformed(detail: string, rules: readonly string[]): Refusal {
  return { error: 'authorization-malformed', detail, rules };
}

/** The decoded credentials; undefined if the header is not Basic or its token is not valid Base64. */
function readBasic(header: string): string | undefined {
  const token = /^basic +(\S+) *$/i.exec(header)?.[1];
  if (token === undefined) return undefined;
  const bytes = Buffer.from(token, 'base64');
  return bytes.toString('base64') === token ? bytes.toString('utf8') : undefined;
}

function readKey(credentials: string, choices: Choices): { readonly key: string } | Refusal {
  const colon = credentials.indexOf(':');
  if (colon < 0) {
    if (choices['basic-without-colon'] === 'accept') return { key: credentials };
    return malformed('append a colon to the API key before encoding it', [
      'AST-AUTH-003',
      'choice:basic-without-colon=refuse',
    ]);
  }
  const user = credentials.slice(0, colon);
  const password = credentials.slice(colon + 1);
  if (user === '') {
    if (choices['key-as-password'] === 'accept') return { key: password };
    return malformed('put the API key before the colon, not after it', [
      'AST-AUTH-003',
      'choice:key-as-password=refuse',
    ]);
  }
  if (password !== '' && choices['password-beside-key'] === 'refuse') {
    return malformed('leave the password empty', ['AST-AUTH-003', 'choice:password-beside-key=refuse']);
  }
  return { key: user };
}
