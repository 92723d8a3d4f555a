/** What an audience or a computed trait is defined as. */
import type { AccountCall } from '../../../calls/index.ts';
import type { Rule } from './rules.ts';
import type { Formula } from './traits.ts';

/** An audience as it is asked for; either `members` come by hand, or a rule says who is in. */
export interface AudienceDefinition {
  readonly kind: 'audience';
  readonly name: string;
  readonly key: string;
  readonly level: 'user' | 'account';
  /** Of account-level audiences: which calls there are. */
  readonly as: readonly AccountCall[];
  readonly rule: Rule | undefined;
}

export interface TraitDefinition {
  readonly kind: 'trait';
  readonly name: string;
  readonly key: string;
  readonly formula: Formula;
}
