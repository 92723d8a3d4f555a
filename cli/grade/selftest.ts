/** `selftest`: proves that the suite can fail. */
import type { CommandSpec } from '../options/command-spec.ts';
import type { OptionTable, OptionValues } from '../options/option-table.ts';

const OPTIONS = {
  only: { kind: 'list', value: 'glob', what: 'only defects, variants and choices with these names' },
  workers: {
    kind: 'whole',
    value: 'number',
    what: 'processes that run at the same time',
    least: 1,
    most: 16,
    default: 2,
  },
  shard: { kind: 'text', value: 'i/n', what: 'grades only every n-th subject, in this process' },
  update: { kind: 'switch', what: 'writes what each clause was shown to catch to features/kills.json' },
  json: { kind: 'switch', what: 'prints the rows as JSON' },
} as const satisfies OptionTable;

export type SelftestOptions = OptionValues<typeof OPTIONS>;

export const SELFTEST = {
  name: 'selftest',
  summary:
    'runs the suite against every defect and every lawful variant of the emulator; exits 1 if it misjudges one',
  options: OPTIONS,
} as const satisfies CommandSpec;
