/** Checks whether a recognised call is well-formed for its type. */
import { type JsonObject, type Violation, validate } from '../../../schemas/index.ts';
import type { Choices } from '../../choices/index.ts';
import type { Refusal } from '../call.ts';
import type { SupportedType } from './recognise.ts';

/** A refusal with every violation (AST-HTTP-005); undefined if the call is well-formed. */
export function validateCall(type: SupportedType, fields: JsonObject, choices: Choices): Refusal | undefined {
  const violations = validate(type, fields);
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

function sentence(violations: readonly Violation[]): string {
  return violations.map(({ message }) => message).join('; ');
}
