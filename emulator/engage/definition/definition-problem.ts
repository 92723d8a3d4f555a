/** Why an audience or a computed trait cannot be made. */

import { isKeyName, KEY_LENGTH, RESERVED } from '../../../calls/index.ts';
import type { Profiles } from '../profiles/index.ts';
import type { AudienceDefinition, TraitDefinition } from './definition.ts';

/** Audiences and computed traits of a space. */
const LIMIT = 1_000;

/** A sentence, or nothing where it can be made. */
export function definitionProblem(
  definition: AudienceDefinition | TraitDefinition,
  byKey: ReadonlyMap<string, { readonly definition: AudienceDefinition | TraitDefinition }>,
  profiles: Profiles,
): string | undefined {
  const { name, key } = definition;
  const quoted = JSON.stringify(key);
  if (!isKeyName(key)) {
    return `key is 1 to ${KEY_LENGTH} lower-case letters and digits, with single underscores between, not ${quoted}`;
  }
  if (RESERVED.has(key)) {
    return `the key ${quoted} is the address that calls carry beside the value: give another key`;
  }
  const other = byKey.get(key);
  if (other !== undefined) {
    return `the key ${quoted} is taken by ${JSON.stringify(other.definition.name)}: give ${JSON.stringify(name)} another name or key`;
  }
  if (byKey.size >= LIMIT) return `there are ${LIMIT} audiences and computed traits: delete one first`;
  const [property] = propertiesOf(definition).filter((of) => profiles.hasName(key, of));
  return property === undefined
    ? undefined
    : `the key ${quoted} is a trait of the ${property} already, which it would overwrite: give another key`;
}

/** Whose property it becomes. */
function propertiesOf(definition: AudienceDefinition | TraitDefinition): readonly ('user' | 'account')[] {
  if (definition.kind === 'trait' || definition.level === 'user') return ['user'];
  return definition.as.map((call) => (call === 'group' ? 'account' : 'user'));
}
