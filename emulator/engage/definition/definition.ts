/** What an audience or a computed trait is defined as. */
import type { AccountCall } from '../../../calls/index.ts';
import type { AudienceRule } from './audience-rule.ts';
import type { TraitFormula } from './trait-formula.ts';

export interface AudienceDefinition {
  readonly kind: 'audience';
  readonly name: string;
  readonly key: string;
  readonly level: 'user' | 'account';
  /** For an account-level audience: which calls are sent. */
  readonly as: readonly AccountCall[];
  /** Who is in; undefined if members enter and leave by hand. */
  readonly rule: AudienceRule | undefined;
}

export interface TraitDefinition {
  readonly kind: 'trait';
  readonly name: string;
  readonly key: string;
  readonly formula: TraitFormula;
}
