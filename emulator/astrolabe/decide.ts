/** Decides what a valid call changes and which rules say so, without changing anything. */
import { constantRules } from '../answers/index.ts';
import type { Choices } from '../choices/index.ts';
import { type Blocking, blockIdentify, blockOther, isBlocked } from './blocking.ts';
import type { Refusal } from './call.ts';
import type { Connector } from './connectors.ts';
import type { CallFields, SupportedType } from './reading/index.ts';
import type { Mutation, PropertyUpdate, Who } from './store/index.ts';
import { findUser } from './store/index.ts';

const RULES = {
  newUser: constantRules('AST-IDENT-001'),
  knownUser: constantRules('AST-IDENT-002', 'AST-IDENT-003'),
  newAccount: constantRules('AST-GROUP-001'),
  newAccountOfUser: constantRules('AST-GROUP-001', 'AST-ASSOC-001'),
  knownAccount: constantRules('AST-GROUP-002', 'AST-GROUP-003'),
  knownAccountOfUser: constantRules('AST-GROUP-002', 'AST-GROUP-003', 'AST-ASSOC-001'),
  event: constantRules('AST-TRACK-001', 'AST-TRACK-002'),
  eventAgain: constantRules('AST-RETRY-001'),
};

/** What an accepted call stores; only a connector that blocks free email providers refuses a valid call. */
export interface Effect {
  readonly rules: readonly string[];
  readonly mutation?: Mutation | undefined;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** A valid call, its connector and the settings that apply. */
export interface DecisionInput {
  readonly connector: Connector;
  readonly type: SupportedType;
  readonly call: CallFields;
  readonly choices: Choices;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export function decide(input: DecisionInput): Effect | Refusal {
  const { type, call } = input;
  const who: Who = { userId: call.userId, anonymousId: call.anonymousId };
  switch (type) {
    case 'identify':
      return decideIdentify(input, who);
    case 'group':
      return decideGroup(input, who);
    case 'track':
      return decideTrack(input, who);
    case 'delete':
      return decideDelete(input, who);
  }
}

function decideIdentify(input: DecisionInput, who: Who): Effect | Refusal {
  const { connector, call, choices } = input;
  const blocking = blockIdentify(connector, who, call.traits?.email, choices);
  if (blocking.verdict !== 'pass') return blocked(blocking);
  const isKnown = findUser(connector.store, who) !== undefined;
  return {
    rules: isKnown ? RULES.knownUser : RULES.newUser,
    mutation: {
      kind: 'identify',
      who,
      update: propertyUpdate(input),
      adoptAnonymous: choices['anonymous-user'] === 'merge' && who.userId !== undefined,
    },
  };
}

function decideGroup(input: DecisionInput, who: Who): Effect | Refusal {
  const { connector, call, choices } = input;
  const blocking = blockOther(connector, who, choices);
  if (blocking.verdict !== 'pass') return blocked(blocking);
  const { groupId = '' } = call;
  const isKnown = connector.store.accounts.has(groupId);
  const alone = isKnown ? RULES.knownAccount : RULES.newAccount;
  const ofUser = isKnown ? RULES.knownAccountOfUser : RULES.newAccountOfUser;
  return {
    rules: who.userId === undefined ? alone : ofUser,
    mutation: {
      kind: 'group',
      groupId,
      who,
      update: propertyUpdate(input),
      createUser: choices['group-of-unknown-user'] === 'create-user' && mayCreateUser(connector, who),
    },
  };
}

function decideTrack(input: DecisionInput, who: Who): Effect | Refusal {
  const { connector, call, choices, now } = input;
  const blocking = blockOther(connector, who, choices);
  if (blocking.verdict !== 'pass') return blocked(blocking);
  const messageId = call.messageId ?? undefined;
  const earlier = messageId === undefined ? undefined : connector.store.eventsByMessageId.get(messageId);
  const isExpired = choices['dedupe-window'] === '24-hours' && now - (earlier?.receivedAt ?? now) >= DAY_MS;
  if (earlier !== undefined && !isExpired) return { rules: RULES.eventAgain };
  const { event = '', properties = {}, timestamp } = call;
  return {
    rules: RULES.event,
    mutation: {
      kind: 'track',
      event: { messageId, event, properties, timestamp, userId: who.userId, anonymousId: who.anonymousId },
      receivedAt: now,
      createUser: choices['track-of-unknown-user'] === 'create-user' && mayCreateUser(connector, who),
    },
  };
}

function decideDelete({ choices }: DecisionInput, who: Who): Effect | Refusal {
  const rules = ['AST-DEL-001', `choice:delete-call=${choices['delete-call']}`];
  return choices['delete-call'] === 'remove-user'
    ? { rules, mutation: { kind: 'remove-user', who } }
    : { rules };
}

function blocked(blocking: Exclude<Blocking, { verdict: 'pass' }>): Effect | Refusal {
  const { rules, mutation } = blocking;
  return blocking.verdict === 'refuse' ? { error: 'free-email-blocked', rules } : { rules, mutation };
}

function mayCreateUser(connector: Connector, who: Who): boolean {
  const isNamed = who.userId !== undefined || who.anonymousId !== undefined;
  return isNamed && findUser(connector.store, who) === undefined && !isBlocked(connector, who);
}

function propertyUpdate({ call, choices, now }: DecisionInput): PropertyUpdate {
  const rules = { nulls: choices['null-property'], nested: choices['nested-object'] };
  const properties = call.traits ?? {};
  if (choices['late-call'] === 'apply') return { properties, rules };
  const sent = Date.parse(call.timestamp ?? '');
  return { properties, rules, at: Number.isNaN(sent) ? now : sent };
}
