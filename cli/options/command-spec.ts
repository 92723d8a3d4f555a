/** What a command is called and takes, as data: the help shows it without loading what the command does. */
import type { Shell } from '../shell.ts';
import type { OptionTable, OptionValues } from './option-table.ts';

/** A command before it runs. */
export interface CommandSpec {
  readonly name: string;
  /** What the command does: begins with a verb, without a full stop. */
  readonly summary: string;
  /** Its arguments, as commander writes them, each with what it is: `<file>`, `[clause]`, `<file...>`. */
  readonly words?: Readonly<Record<string, string>>;
  readonly options: OptionTable;
  /** The part of the configuration file that holds values of its options. Default: none. */
  readonly section?: 'verify' | 'emulate';
  /** Shown in place of its arguments. */
  readonly usage?: string;
  /** Shown after the options. */
  readonly notes?: string;
}

/** What a command does: resolves with the exit code. */
export type RunCommand<Spec extends CommandSpec> = (
  options: OptionValues<Spec['options']>,
  shell: Shell,
  words: readonly string[],
) => Promise<number>;
