/** The parameter type of ladders, apart from the others because ladders read records. */
import { defineParameterType } from '@cucumber/cucumber';
import { accountLadder, type Ladder, userLadder } from './ladders.ts';
import type { DestinationWorld } from './world.ts';

/** What grows step by step: see {@link Ladder}. */
defineParameterType({
  name: 'ladder',
  regexp: /(properties|flags|Accounts|events) of user "([^"]*)"|(properties|Users) of account "([^"]*)"/,
  transformer(
    this: DestinationWorld,
    ofUser?: string,
    user?: string,
    ofAccount?: string,
    account?: string,
  ): Ladder {
    if (ofUser !== undefined) return userLadder(ofUser, this.identity.user(user ?? ''));
    return accountLadder(ofAccount ?? '', this.identity.id(account ?? ''));
  },
});
