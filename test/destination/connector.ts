/** Connectors, and the Basic credentials that choose one of them. */

import type { Refusal } from './answer.ts';
import type { Broken } from './faults.ts';
import type { Store } from './store.ts';

/** One API key with its own data and its policy for free email addresses. */
export interface Connector {
  readonly key: string;
  /** `forbidden`: the key is valid, but may not do anything. */
  readonly policy: 'allow' | 'block' | 'forbidden';
  readonly store: Store;
}

/** Finds the connector for an Authorization header; 401 or 403 if there is none (AST-AUTH-001 to 007). */
export function authenticate(
  header: string | undefined,
  connectors: readonly [Connector, ...Connector[]],
  broken: Broken,
): Connector | Refusal {
  if (header === undefined) {
    if (broken('accepts-missing-authorization')) return connectors[0];
    return unauthorised('Authorization is missing: send Basic with the API key as user name.', {
      status: broken('400-for-missing-authorization') ? 400 : 401,
    });
  }

  const key = basicUserName(header);
  const connector = connectors.find((candidate) => key !== undefined && fits(key, candidate.key, broken));
  if (connector === undefined) {
    if (broken('accepts-any-key')) return connectors[0];
    const message = 'The API key is not known: copy it from the connector, and leave the password empty.';
    const meant = connectors.find((candidate) => key && candidate.key.startsWith(key));
    if (broken('hints-at-key') && meant) return unauthorised(`Use ${meant.key}.`, { status: 401 });
    return unauthorised(broken('echoes-key') ? `${message} You sent ${key}.` : message, {
      status: broken('404-for-wrong-key') ? 404 : broken('500-for-wrong-key') ? 500 : 401,
    });
  }

  if (connector.policy === 'forbidden') {
    const message = 'The API key may not send calls: use the key of another connector.';
    return { refusal: broken('restricted-key-401') ? 401 : 403, message };
  }
  return connector;
}

function unauthorised(message: string, { status }: { status: number }): Refusal {
  const headers: Record<string, string> = status === 401 ? { 'www-authenticate': 'Basic realm="hooks"' } : {};
  return { refusal: status, message, headers };
}

function basicUserName(header: string): string | undefined {
  const credentials = /^Basic +([A-Za-z0-9+/]+=*)$/i.exec(header)?.[1];
  if (credentials === undefined) return undefined;
  const [userName, ...password] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
  return password.join(':') === '' && password.length > 0 ? userName : undefined;
}

function fits(sent: string, key: string, broken: Broken): boolean {
  if (sent === key) return true;
  if (broken('ignores-key-case') && sent.toLowerCase() === key.toLowerCase()) return true;
  return broken('accepts-key-prefix') && sent !== '' && (key.startsWith(sent) || sent.startsWith(key));
}
