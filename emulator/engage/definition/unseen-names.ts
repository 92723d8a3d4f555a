/** What a rule or a formula uses and no call has had yet: a misspelling, or a name that is yet to be sent. */

import type { NameKind, Profiles } from '../profiles/index.ts';
import { conditionsOf } from './audience-rule.ts';
import type { AudienceDefinition, TraitDefinition } from './definition.ts';

const WHAT: Readonly<Record<NameKind, string>> = {
  user: 'trait of a user',
  account: 'trait of an account',
  event: 'event',
};

/** A sentence for each; none if every name has been received. */
export function unseenNames(
  definition: AudienceDefinition | TraitDefinition,
  profiles: Profiles,
): readonly string[] {
  const notes = namesIn(definition)
    .filter(([kind, name]) => !profiles.hasName(name, kind))
    .map(([kind, name]) => `no call has had the ${WHAT[kind]} ${JSON.stringify(name)} yet`);
  return [...new Set(notes)];
}

function namesIn(definition: AudienceDefinition | TraitDefinition): readonly (readonly [NameKind, string])[] {
  if (definition.kind === 'trait') return [['event', definition.formula.event]];
  if (definition.rule === undefined) return [];
  return [...conditionsOf(definition.rule)].map(({ trait, accountTrait, event = '' }) => {
    if (trait !== undefined) return ['user', trait];
    return accountTrait === undefined ? ['event', event] : ['account', accountTrait];
  });
}
