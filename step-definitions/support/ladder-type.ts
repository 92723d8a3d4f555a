/** The parameter type of ladders, apart from the others because ladders read records. */

import { type Cucumber, reading, type Scenario } from '../scenario/index.ts';
import { accountLadder, type Ladder, userLadder } from './ladders.ts';

/** Defines these steps. */
export function defineLadderType({ defineParameterType }: Cucumber): void {
  /** What grows step by step: see {@link Ladder}. */
  defineParameterType({
    name: 'ladder',
    regexp: /(properties|flags|Accounts|events) of user "([^"]*)"|(properties|Users) of account "([^"]*)"/,
    transformer: reading(
      (scenario: Scenario, ofUser?: string, user?: string, ofAccount?: string, account?: string): Ladder => {
        if (ofUser !== undefined) return userLadder(ofUser, scenario.identity.user(user ?? ''));
        return accountLadder(ofAccount ?? '', scenario.identity.id(account ?? ''));
      },
    ),
  });
}
