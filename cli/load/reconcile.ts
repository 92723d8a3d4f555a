/** `reconcile`: checks what is stored after a load. */
import { DESTINATION_OPTIONS } from '../delivery/delivery-options.ts';
import type { CommandSpec } from '../options/command-spec.ts';
import type { OptionTable, OptionValues } from '../options/option-table.ts';

const { baseUrl: _, ...CONNECTION } = DESTINATION_OPTIONS;

const OPTIONS = {
  plan: { kind: 'text', value: 'file', what: 'plan.json of the load; what was sent is read beside it' },
  recordsUrl: { kind: 'text', value: 'url', what: 'Records API of the destination' },
  adapter: {
    kind: 'text',
    value: 'file',
    what: 'module that answers the questions of the Records API instead',
  },
  ...CONNECTION,
  sample: {
    kind: 'whole',
    value: 'number',
    least: 1,
    most: 1e9,
    what: 'looks at this many users and accounts, chosen at random by the seed of the plan',
    otherwise: 'all',
  },
  rate: {
    kind: 'text',
    value: 'number',
    what: 'reads per second',
    otherwise: 'unlimited on loopback, else 10',
  },
  concurrency: {
    kind: 'text',
    value: 'number',
    what: 'users that are looked at at the same time',
    default: '16',
  },
  settle: {
    kind: 'text',
    value: 'duration',
    what: 'how long after the beginning something may still become visible',
    default: '5s',
  },
  timeout: {
    kind: 'text',
    value: 'duration',
    what: 'how long one response may take: 300ms, 5s or 2m',
    default: '10s',
  },
  strict: { kind: 'switch', what: 'fails for what breaks a SHOULD, too' },
  resume: { kind: 'switch', what: 'goes on where the same reconcile was interrupted' },
  json: { kind: 'switch', what: 'prints the record as JSON' },
} as const satisfies OptionTable;

export type ReconcileOptions = OptionValues<typeof OPTIONS>;

export const RECONCILE = {
  name: 'reconcile',
  summary: 'reads every User, Account and event of a load back, and names what is lost, doubled or wrong',
  options: OPTIONS,
  notes: `What was not accepted is not asked for. What only the destination knows (a call without a response) may be there or not.

Exit codes of reconcile: 0 nothing that must not be · 1 something lost, doubled, wrong, misdated or foreign · 2 wrong usage · 3 not everything could be looked at`,
} as const satisfies CommandSpec;
