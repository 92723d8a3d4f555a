/** The options of `exec` for checking what the command sends. */
import type { OptionTable, OptionValues } from '../options/option-table.ts';

export const CHECK_OPTIONS = {
  check: {
    kind: 'switch',
    what: 'checks every call that the command sends, and prints at its end what is wrong and what was exercised',
    group: 'Check',
  },
  plan: {
    kind: 'text',
    value: 'file',
    what: 'with --check: a tracking plan, as JSON, with a JSON Schema for each event',
    group: 'Check',
    isPath: true,
  },
  checkJson: {
    kind: 'text',
    value: 'file',
    what: 'with --check: writes what was found as JSON',
    group: 'Check',
    isPath: true,
  },
  checkJunit: {
    kind: 'text',
    value: 'file',
    what: 'with --check: writes what was found as JUnit XML',
    group: 'Check',
    isPath: true,
  },
} as const satisfies OptionTable;

export type CheckOptions = OptionValues<typeof CHECK_OPTIONS>;
