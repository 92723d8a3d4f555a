/** Options of a table as commander's, for parsing the command line and for the help. */
import type { Command, Option } from 'commander';
import { commander } from './commander.ts';
import { flagOf, type OptionRow, type OptionTable, variableOf } from './option-table.ts';

/** Adds the options of a table to a command. */
export function declareOptions(command: Command, table: OptionTable): void {
  for (const [name, row] of Object.entries(table)) {
    if (row.kind !== 'file') command.addOption(declared(name, row));
  }
}

/**
 * What the command line itself holds. commander adds defaults and reads variables too, but takes an empty variable for
 * a value and any value of a switch for "on", and knows no configuration file: `readOptions` does that part.
 */
export function givenTo(command: Command): Readonly<Record<string, unknown>> {
  const isGiven = ([name]: readonly [string, unknown]) => command.getOptionValueSource(name) === 'cli';
  return Object.fromEntries(Object.entries(command.opts()).filter(isGiven));
}

function declared(name: string, row: Exclude<OptionRow, { kind: 'file' }>): Option {
  const { kind, what, group = 'Options' } = row;
  const flags = kind === 'switch' ? flagOf(name) : `${flagOf(name)} <${row.value}>`;
  const option = new commander.Option(flags, kind === 'list' && !row.commas ? `${what}; repeatable` : what)
    .helpGroup(`${group}:`)
    .env(variableOf(name));
  if (option.negate) {
    // A switch like the others; commander would make `--no-x` the opposite of an option `--x`.
    option.negate = false;
    option.attributeName = () => name;
  }
  if ('choices' in row && row.choices !== undefined) option.choices(row.choices);
  if ('default' in row) option.default(row.default, String(row.default));
  else if (row.otherwise !== undefined) option.default(null, row.otherwise);
  if (kind === 'switch') return option;
  // Replaces commander's own checks: `readOptions` checks every value, wherever it comes from.
  return option.argParser((value: string, earlier: unknown) =>
    kind === 'list' ? [...(Array.isArray(earlier) ? earlier : []), value] : value,
  );
}
