/** Checks whether a recognised call is well-formed for its type, and removes what is not from its common fields. */
import { type JsonObject, type Violation, validate } from '../../../schemas/index.ts';
import type { Choices } from '../../choices/index.ts';
import type { Refusal } from '../call.ts';
import type { CallFields, SupportedType } from './recognise.ts';

/** Fields that decide nothing that is stored: Segment delivers them as they were sent. */
const SURROUNDING = [
  ...['messageId', 'timestamp', 'originalTimestamp', 'sentAt', 'receivedAt'],
  ...['context', 'integrations'],
];
const POINTERS: ReadonlySet<string> = new Set(SURROUNDING.map((name) => `/${name}`));

/** A refusal with every violation (AST-HTTP-005); undefined if the call is well-formed. */
export function validateCall(type: SupportedType, fields: JsonObject, choices: Choices): Refusal | undefined {
  const found = validate(type, fields);
  const violations =
    choices['odd-common-field'] === 'ignore' ? found.filter(({ pointer }) => !isOdd(fields, pointer)) : found;
  const rules = ['AST-HTTP-005'];
  if (violations.length > 0)
    return { error: 'call-malformed', detail: sentence(violations), rules, violations };

  const hasUser = fields.userId !== undefined || fields.anonymousId !== undefined;
  if (type !== 'group' || hasUser || choices['group-without-user'] === 'accept') return undefined;
  return {
    error: 'call-malformed',
    detail: 'add a userId or an anonymousId to the group',
    rules: ['choice:group-without-user=refuse'],
  };
}

/** Whether a common field has another form; a null is another choice. */
function isOdd(fields: JsonObject, pointer: string): boolean {
  return POINTERS.has(pointer) && fields[pointer.slice(1)] !== null;
}

/** The fields of an accepted call: a messageId or a timestamp that has another form counts as absent. */
export function usableFields(fields: JsonObject): CallFields {
  const { messageId = null, timestamp } = fields;
  const hasId = messageId === null || (typeof messageId === 'string' && messageId !== '');
  if (hasId && (timestamp === undefined || typeof timestamp === 'string')) {
    return fields as unknown as CallFields;
  }
  const usable = {
    ...fields,
    messageId: hasId ? messageId : undefined,
    timestamp: typeof timestamp === 'string' ? timestamp : undefined,
  };
  return usable as unknown as CallFields;
}

function sentence(violations: readonly Violation[]): string {
  return violations.map(({ message }) => message).join('; ');
}
