/** Whether a recognised call has what its type needs. */
import { type JsonObject, type Violation, validate } from '../../../schemas/index.ts';
import type { Choices } from '../../choices/index.ts';
import type { Refusal } from '../call.ts';
import type { SupportedType } from './recognise.ts';

/** All that is wrong with a call at once (AST-HTTP-005); nothing where it is well-formed. */
export function validateCall(type: SupportedType, fields: JsonObject, choices: Choices): Refusal | undefined {
  const violations = validate(type, fields);
  const rules = ['AST-HTTP-005'];
  if (violations.length > 0)
    return { error: 'call-malformed', detail: sentence(violations), rules, violations };

  const hasUser = fields.userId !== undefined || fields.anonymousId !== undefined;
  if (type !== 'group' || hasUser || choices['group-without-user'] === 'accept') return undefined;
  return {
    error: 'call-malformed',
    detail: 'give the group a userId or an anonymousId',
    rules: ['choice:group-without-user=refuse'],
  };
}

function sentence(violations: readonly Violation[]): string {
  return violations.map(({ message }) => message).join('; ');
}
