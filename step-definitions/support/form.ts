/** How far an example goes in each form of a run: short at a rate limit, whole, or thorough. */
import type { RunForm } from '../../harness/settings.ts';

/** Where counts end in the short form. */
const SHORT_TOP = 10;

/** What a thorough run counts to: what the contract promises (docs/contract.md, AST-IDENT-014), or a usual page and more. */
const THOROUGH_TOP = { properties: 200, flags: 32, Accounts: 32, Users: 128, events: 128 } as const;

/** What can be counted. */
export type Counted = keyof typeof THOROUGH_TOP;

/** @param whole what the step says, which is what a whole run counts to */
export function topOf(form: RunForm, whole: number, counted: Counted): number {
  if (form === 'short') return Math.min(SHORT_TOP, whole);
  return form === 'thorough' ? Math.max(THOROUGH_TOP[counted], whole) : whole;
}
