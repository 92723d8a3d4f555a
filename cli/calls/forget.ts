/** `forget`: asks a destination to delete the users that a run or a load wrote. */
import { DELIVERY_OPTIONS, DESTINATION_OPTIONS } from '../delivery/delivery-options.ts';
import type { CommandSpec } from '../options/command-spec.ts';
import type { OptionTable, OptionValues } from '../options/option-table.ts';

const OPTIONS = {
  ledger: {
    kind: 'text',
    value: 'file',
    what: 'ledger.ndjson of the run; "verify --report ledger" writes it for a local target too',
  },
  plan: {
    kind: 'text',
    value: 'file',
    what: 'plan.json of a load instead: every user that the shards beside it may have sent',
    excludes: { ledger: 'users are deleted of one of them' },
  },
  ...DESTINATION_OPTIONS,
  ...DELIVERY_OPTIONS,
  json: { kind: 'switch', what: 'prints the summary as JSON' },
} as const satisfies OptionTable;

export type ForgetOptions = OptionValues<typeof OPTIONS>;

export const FORGET = {
  name: 'forget',
  summary: 'sends the documented delete call for every user of a run or a load',
  options: OPTIONS,
  notes: `A delete call asks a destination to delete a user. No document says what Astrolabe does with it, and its response
does not show whether anything was deleted. Accounts and users with only an anonymous ID have no such call.

The users of a load are deleted only where the load was sent, and not while it is being sent. Nothing is kept: after an
interruption, the same command sends all delete calls again, which does no harm.

Exit codes of forget: 0 every call was accepted · 1 some were not · 2 wrong usage · 3 interrupted, or the ledger has no user · 4 the target cannot be reached`,
} as const satisfies CommandSpec;
