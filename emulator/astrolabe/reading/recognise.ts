/** Recognises the type of a call and applies every choice about its fields. */
import { ID_FIELDS, type JsonObject } from '../../../schemas/index.ts';
import type { Choices } from '../../choices/index.ts';
import type { Decision, Refusal } from '../call.ts';
import { canonicalFields } from './field-casing.ts';

export type SupportedType = 'identify' | 'group' | 'track' | 'delete';

/** A call after the schemas have accepted it. */
export interface CallFields {
  readonly type: string;
  readonly messageId?: string | null;
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly groupId?: string;
  readonly event?: string;
  readonly traits?: JsonObject;
  readonly properties?: JsonObject;
  readonly timestamp?: string;
}

export type Recognition =
  | { readonly type: SupportedType; readonly fields: JsonObject }
  | (Refusal & Pick<Decision, 'call'>);

const UNSUPPORTED_TYPES = new Set(['page', 'screen', 'alias']);
const SUPPORTED_HINT = 'send identify, group or track';
const NULLABLE_FIELDS = [
  'traits',
  'properties',
  'context',
  'integrations',
  'timestamp',
  'originalTimestamp',
  'receivedAt',
] as const;

/** Finds the type of a call and normalises its casing, ids and nulls; the object itself is not changed. */
export function recognise(body: JsonObject, choices: Choices): Recognition {
  const call = canonicalFields(body, choices);
  const { type } = call;
  if (type === 'identify' || type === 'group' || type === 'track') {
    return { type, fields: normaliseFields(call, choices) };
  }
  if (typeof type !== 'string' || type === '') {
    return {
      error: choices['missing-type'] === '501' ? 'type-not-supported' : 'type-missing',
      detail: SUPPORTED_HINT,
      rules: [`choice:missing-type=${choices['missing-type']}`],
    };
  }
  if (type === 'delete' && choices['delete-call'] !== 'unsupported') {
    return { type, fields: normaliseFields(call, choices) };
  }
  if (type === 'delete') {
    const rules = ['AST-DEL-001', 'choice:delete-call=unsupported'];
    return { error: 'type-not-supported', detail: SUPPORTED_HINT, rules, call: { type } };
  }
  if (UNSUPPORTED_TYPES.has(type)) {
    return { error: 'type-not-supported', detail: SUPPORTED_HINT, rules: ['AST-HTTP-006'], call: { type } };
  }
  return {
    error: choices['unknown-type'] === '501' ? 'type-unknown' : 'call-malformed',
    detail: SUPPORTED_HINT,
    rules: [`choice:unknown-type=${choices['unknown-type']}`],
  };
}

function normaliseFields(call: JsonObject, choices: Choices): JsonObject {
  let copy: Record<string, unknown> | undefined;
  for (const name of ID_FIELDS) {
    const id = call[name];
    if (id === null || (id === '' && choices['empty-id'] === 'as-absent')) {
      copy ??= { ...call };
      delete copy[name];
    } else if (typeof id === 'number' && choices['non-string-id'] === 'to-string') {
      copy ??= { ...call };
      copy[name] = String(id);
    }
  }
  if (choices['null-field'] === 'as-absent') {
    for (const name of NULLABLE_FIELDS) {
      if (call[name] !== null) continue;
      copy ??= { ...call };
      delete copy[name];
    }
  }
  return copy ?? call;
}
