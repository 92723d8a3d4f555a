/** What a rule or a formula asks about and no call has had yet: a slip of the pen, or simply early. */

import type { NameKind, Profiles } from '../profiles/index.ts';
import type { AudienceDefinition, TraitDefinition } from './definition.ts';
import { conditionsOf } from './rules.ts';

const WHAT: Readonly<Record<NameKind, string>> = {
  user: 'trait of a user',
  account: 'trait of an account',
  event: 'event',
};

/** A sentence for each; none where everything has been received. */
export function unseenNames(
  definition: AudienceDefinition | TraitDefinition,
  profiles: Profiles,
): readonly string[] {
  const seen = new Set<string>();
  return namesIn(definition)
    .filter(([kind, name]) => !profiles.hasName(name, kind))
    .map(([kind, name]) => `no call has had the ${WHAT[kind]} ${JSON.stringify(name)} yet`)
    .filter((note) => !seen.has(note) && seen.add(note));
}

function namesIn(definition: AudienceDefinition | TraitDefinition): readonly (readonly [NameKind, string])[] {
  if (definition.kind === 'trait') return [['event', definition.formula.event]];
  if (definition.rule === undefined) return [];
  return [...conditionsOf(definition.rule)].map(({ trait, accountTrait, event = '' }) => {
    if (trait !== undefined) return ['user', trait];
    return accountTrait === undefined ? ['event', event] : ['account', accountTrait];
  });
}
