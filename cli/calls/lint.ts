/** `lint`: checks captured calls against what the destination and the ingress accept. */
import type { CommandSpec } from '../options/command-spec.ts';
import type { OptionTable, OptionValues } from '../options/option-table.ts';

const OPTIONS = {
  json: { kind: 'switch', what: 'prints each problem as a line of JSON' },
  explainFormat: {
    kind: 'switch',
    what: 'says what each file was taken for and why, and checks nothing',
  },
} as const satisfies OptionTable;

export type LintOptions = OptionValues<typeof OPTIONS>;

export const LINT = {
  name: 'lint',
  summary: 'checks captured calls: what is refused is an error, what others may refuse a warning',
  words: {
    '<file...>':
      'files, folders or patterns: calls as JSON, HAR and other recordings of requests, events of AWS, logs, also gzip; - for standard input',
  },
  options: OPTIONS,
  notes:
    'Exit codes of lint: 0 every call is valid · 1 some are not · 2 wrong usage · 3 there was no call to check, or something could not be read',
} as const satisfies CommandSpec;
