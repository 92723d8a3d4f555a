/** Whether a connector that blocks free email providers lets a call pass (AST-SETUP-001 to 003). */
import type { Choices } from '../choices/index.ts';
import type { Connector } from './connectors.ts';
import { isFreeEmail } from './free-email.ts';
import type { Mutation, Who } from './store/index.ts';
import { findUser, identityKey } from './store/index.ts';

/** `refuse` and `drop` do not store the call; `mutation` is what is stored instead. */
export type Blocking =
  | { readonly verdict: 'pass' }
  | { readonly verdict: 'refuse' | 'drop'; readonly rules: readonly string[]; readonly mutation?: Mutation };

const PASS: Blocking = { verdict: 'pass' };

/** For an identify: decides by its email address, or by what is known about the user if it has none. */
export function blockIdentify(connector: Connector, who: Who, email: unknown, choices: Choices): Blocking {
  if (connector.freeEmail === 'allow') return PASS;
  if (!isFreeEmail(email, choices['example-com'] === 'free')) {
    return email === undefined ? blockOther(connector, who, choices) : PASS;
  }
  if (findUser(connector.store, who) !== undefined) return blockKnownUser(who, choices);
  return choices['blocked-identify'] === 'refuse'
    ? { verdict: 'refuse', rules: ['AST-SETUP-001', 'choice:blocked-identify=refuse'] }
    : { verdict: 'drop', rules: ['AST-SETUP-001'], mutation: { kind: 'block', who } };
}

function blockKnownUser(who: Who, choices: Choices): Blocking {
  const setting = choices['email-turns-free'];
  const rules = [`choice:email-turns-free=${setting}`];
  switch (setting) {
    case 'update':
      return PASS;
    case 'keep-user':
      return { verdict: 'drop', rules };
    case 'remove-user':
      return { verdict: 'drop', rules, mutation: { kind: 'remove-user', who } };
  }
}

/** For other calls of a user whose address was blocked. */
export function blockOther(connector: Connector, who: Who, choices: Choices): Blocking {
  if (choices['blocked-user-calls'] === 'store' || !isBlocked(connector, who)) return PASS;
  return { verdict: 'drop', rules: ['choice:blocked-user-calls=drop'] };
}

/** Whether a group or track call must not create a User, because its address was blocked. */
export function isBlocked(connector: Connector, who: Who): boolean {
  return connector.store.blockedIds.size > 0 && connector.store.blockedIds.has(identityKey(who));
}
