/** Reads audiences and computed traits as they are sent to the control plane. */

import type { AccountCall } from '../../calls/index.ts';
import { KEY_LENGTH, keyOf } from '../../calls/index.ts';
import { isObject } from '../../schemas/index.ts';
import type { AudienceDefinition, Formula, Rule, TraitDefinition } from '../engage/index.ts';
import { formulaProblem, type ReadMembers, readMembers, ruleProblem } from '../engage/index.ts';

const AUDIENCE_NAMES = ['name', 'key', 'members', 'rule', 'level', 'as'];
const TRAIT_NAMES = ['name', 'key', 'formula'];

/** @returns a sentence where nothing can be made of the body */
export function readAudience(
  body: unknown,
): ({ readonly definition: AudienceDefinition } & ReadMembers) | string {
  const named = readNames(body, AUDIENCE_NAMES);
  if (typeof named === 'string' || !isObject(body)) return String(named);
  const { members = [], rule, level = 'user', as } = body;
  if (level !== 'user' && level !== 'account') return 'level is user or account';
  if (as !== undefined && level === 'user') return 'as is of use with the level account alone';
  if (!isAccountCalls(as ?? ['group'])) return 'as is a list of group, identify or both';
  if (rule !== undefined && body.members !== undefined) return 'give members or a rule, not both';
  const problem = rule === undefined ? undefined : ruleProblem(rule);
  if (problem !== undefined) return problem;
  const read = readMembers(members, level);
  if (typeof read === 'string') return read;
  const calls = level === 'user' ? [] : ((as ?? ['group']) as readonly AccountCall[]);
  return {
    definition: {
      kind: 'audience',
      ...named,
      level,
      as: calls,
      rule: rule as Rule | undefined,
    },
    ...read,
  };
}

/** @returns a sentence where nothing can be made of the body */
export function readTrait(body: unknown): TraitDefinition | string {
  const named = readNames(body, TRAIT_NAMES);
  if (typeof named === 'string' || !isObject(body)) return String(named);
  const problem = formulaProblem(body.formula);
  return problem ?? { kind: 'trait', ...named, formula: body.formula as unknown as Formula };
}

function readNames(
  body: unknown,
  known: readonly string[],
): { readonly name: string; readonly key: string } | string {
  if (!isObject(body)) return `send a JSON object with ${known.join(', ')}`;
  const unknown = Object.keys(body).find((name) => !known.includes(name));
  if (unknown !== undefined) return `there is no ${JSON.stringify(unknown)} here: write ${known.join(', ')}`;
  const { name, key } = body;
  if (typeof name !== 'string' || name.trim() === '' || name.length > KEY_LENGTH) {
    return `name is a string of 1 to ${KEY_LENGTH} characters`;
  }
  if (key !== undefined && typeof key !== 'string') return 'key is a string';
  const made = key ?? keyOf(name);
  if (made !== undefined) return { name, key: made };
  return `the name ${JSON.stringify(name)} has no Latin letter and no digit to make a key of: give a key`;
}

function isAccountCalls(value: unknown): boolean {
  return (
    Array.isArray(value) && value.length > 0 && value.every((call) => call === 'group' || call === 'identify')
  );
}
