/** From the body that creates an audience or a computed trait to its definition. */

import { type AccountCall, keyOf } from '../../calls/index.ts';
import type { Result } from '../../schemas/index.ts';
import type {
  AccountMember,
  AudienceDefinition,
  AudienceRule,
  TraitDefinition,
  TraitFormula,
  UserMember,
} from '../engage/index.ts';

interface NamedBody {
  readonly name: string;
  readonly key?: string;
}

/** See audience-definition.schema.json. */
export interface AudienceBody extends NamedBody {
  readonly level?: 'user' | 'account';
  readonly as?: readonly AccountCall[];
  readonly rule?: AudienceRule;
  readonly members?: readonly (UserMember | AccountMember)[];
}

/** See computed-trait-definition.schema.json. */
export interface TraitBody extends NamedBody {
  readonly formula: TraitFormula;
}

export function readAudience(body: AudienceBody): Result<AudienceDefinition> {
  const { name, level = 'user', as = ['group'], rule } = body;
  const key = keyFrom(body);
  if ('problem' in key) return key;
  const calls = level === 'user' ? [] : as;
  return { value: { kind: 'audience', name, key: key.value, level, as: calls, rule } };
}

export function readTrait(body: TraitBody): Result<TraitDefinition> {
  const { name, formula } = body;
  const key = keyFrom(body);
  return 'problem' in key ? key : { value: { kind: 'trait', name, key: key.value, formula } };
}

function keyFrom({ name, key = keyOf(name) }: NamedBody): Result<string> {
  return key === undefined
    ? { problem: `cannot derive a key from the name ${JSON.stringify(name)}: give a key` }
    : { value: key };
}
