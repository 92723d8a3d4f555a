/** `selftest`: proves that the suite can fail. */
import type { CommandSpec } from '../options/command-spec.ts';
import type { OptionTable, OptionValues } from '../options/option-table.ts';

const OPTIONS = {
  only: { kind: 'list', value: 'glob', what: 'only defects, variants and choices with these names' },
  seeds: {
    kind: 'whole',
    value: 'number',
    what: 'with how many seeds each defect is graded; the table says which of them missed one',
    least: 1,
    most: 100,
    default: 1,
  },
  workers: {
    kind: 'whole',
    value: 'number',
    what: 'processes that run at the same time',
    least: 1,
    most: 16,
    default: 2,
  },
  shard: { kind: 'text', value: 'i/n', what: 'grades only every n-th subject, in this process' },
  update: { kind: 'switch', what: 'writes what each example was shown to catch, and the smoke set' },
  smoke: {
    kind: 'switch',
    what: 'prints only what the smoke set costs and catches, compared with all examples',
    excludes: {
      only: 'the smoke set is measured with the healthy emulator',
      shard: 'the smoke set is measured in one process',
      update: 'the smoke set is chosen by a whole selftest',
    },
  },
  json: { kind: 'switch', what: 'prints the rows as JSON' },
} as const satisfies OptionTable;

export type SelftestOptions = OptionValues<typeof OPTIONS>;

export const SELFTEST = {
  name: 'selftest',
  summary:
    'runs the suite against every defect and every lawful variant of the emulator; exits 1 if it misjudges one',
  options: OPTIONS,
} as const satisfies CommandSpec;
