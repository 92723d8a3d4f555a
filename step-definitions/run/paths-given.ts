/** What the command line of cucumber names to run. */
import { parseArgs } from 'node:util';

/** The options of `cucumber-js` that a value follows. */
const WITH_VALUE = {
  config: { type: 'string', short: 'c' },
  format: { type: 'string', short: 'f' },
  'format-options': { type: 'string' },
  'i18n-keywords': { type: 'string' },
  import: { type: 'string', short: 'i' },
  loader: { type: 'string', short: 'l' },
  language: { type: 'string' },
  name: { type: 'string' },
  order: { type: 'string' },
  profile: { type: 'string', short: 'p' },
  parallel: { type: 'string' },
  plugin: { type: 'string' },
  'plugin-options': { type: 'string' },
  require: { type: 'string', short: 'r' },
  'require-module': { type: 'string' },
  retry: { type: 'string' },
  'retry-tag-filter': { type: 'string' },
  shard: { type: 'string' },
  tags: { type: 'string', short: 't' },
  'world-parameters': { type: 'string' },
} as const;

/** True if the arguments name files, folders or a rerun file. */
export function pathsGiven(argv: readonly string[]): boolean {
  const { positionals } = parseArgs({
    args: [...argv],
    options: WITH_VALUE,
    strict: false,
    allowPositionals: true,
  });
  return positionals.length > 0;
}
