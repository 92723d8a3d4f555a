/** Why an audience or a computed trait cannot be created. */

import { isKeyName, KEY_LENGTH, RESERVED } from '../../../calls/index.ts';
import type { Profiles } from '../profiles/index.ts';
import type { AudienceDefinition, TraitDefinition } from './definition.ts';

/** Audiences and computed traits of a space. */
const LIMIT = 1_000;

/** A sentence for each problem; none if it can be created. */
export function definitionProblems(
  definition: AudienceDefinition | TraitDefinition,
  byKey: ReadonlyMap<string, { readonly definition: AudienceDefinition | TraitDefinition }>,
  profiles: Profiles,
): readonly string[] {
  const { name, key } = definition;
  const quoted = JSON.stringify(key);
  if (!isKeyName(key)) {
    return [
      `key must be 1 to ${KEY_LENGTH} lower-case Latin letters and digits, with single underscores between them, not ${quoted}`,
    ];
  }
  const problems = overwritten(definition, profiles).map(
    (owner) => `the key ${quoted} would overwrite a trait of the ${owner}: give another key`,
  );
  const other = byKey.get(key)?.definition.name;
  if (other !== undefined) {
    problems.unshift(
      `the key ${quoted} is taken by ${JSON.stringify(other)}: give ${JSON.stringify(name)} another name or key`,
    );
  }
  if (RESERVED.has(key)) {
    problems.unshift(`the key ${quoted} is reserved for the address that calls carry: give another key`);
  }
  if (byKey.size >= LIMIT) {
    problems.push(`there are ${LIMIT} audiences and computed traits: delete one first`);
  }
  return problems;
}

/** Whose trait of that name, sent by a source, it would overwrite. */
function overwritten(
  definition: AudienceDefinition | TraitDefinition,
  profiles: Profiles,
): readonly ('user' | 'account')[] {
  const owners = ['user', 'account'] as const;
  return owners.filter((owner) => isSetOn(definition, owner) && profiles.hasName(definition.key, owner));
}

/** Whether the property is set on users, or on accounts. */
function isSetOn(definition: AudienceDefinition | TraitDefinition, owner: 'user' | 'account'): boolean {
  if (definition.kind === 'trait' || definition.level === 'user') return owner === 'user';
  return definition.as.includes(owner === 'account' ? 'group' : 'identify');
}
