/** The names of schemas as types: of the generated TypeScript, and of the components of the OpenAPI document. */
import type { SchemaName } from '../schemas/documents.ts';

/** Names that say more than the name of the document does. */
const NAMES: Readonly<Partial<Record<SchemaName, string>>> = {
  identify: 'IdentifyCall',
  group: 'GroupCall',
  track: 'TrackCall',
  page: 'PageCall',
  screen: 'ScreenCall',
  alias: 'AliasCall',
  delete: 'DeleteCall',
  call: 'AnyCall',
  context: 'CallContext',
  'audience-identify': 'AudienceIdentifyCall',
  'audience-group': 'AudienceGroupCall',
  'computed-trait-identify': 'ComputedTraitIdentifyCall',
  'computed-trait-group': 'ComputedTraitGroupCall',
  'audience-definition': 'AudienceDefinitionBody',
  'audience-rule': 'AudienceRuleBody',
  'computed-trait-definition': 'ComputedTraitDefinitionBody',
  'trait-formula': 'TraitFormulaBody',
  'user-members': 'UserMembersBody',
  'account-members': 'AccountMembersBody',
  'instance-change': 'InstanceChangeBody',
  'source-change': 'SourceChangeBody',
  'choice-change': 'ChoiceChangeBody',
  'clock-mode': 'ClockModeBody',
  'clock-move': 'ClockMoveBody',
  'new-world': 'NewWorldBody',
  'new-connector': 'NewConnectorBody',
  fork: 'ForkBody',
  'fault-plan': 'FaultPlanBody',
  'grade-order': 'GradeOrderBody',
  user: 'RecordsUser',
  account: 'RecordsAccount',
  event: 'RecordsEvent',
  'error-body': 'ErrorResponseBody',
  baseline: 'BaselineFile',
  config: 'ConfigFile',
  'clause-registry': 'ClauseRegistryFile',
  'page-sentences': 'PageSentencesFile',
  snapshot: 'SnapshotFile',
};

/** The name of the type of a schema, such as `IdentifyCall` for `identify`. */
export function typeName(name: SchemaName): string {
  return NAMES[name] ?? pascal(name);
}

/** @param words with hyphens or spaces between them */
export function pascal(words: string): string {
  return words.replaceAll(/(?:^|[- ])(\w)/g, (_, letter) => letter.toUpperCase());
}
