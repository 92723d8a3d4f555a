/** Options of commands, each also an environment variable `ASTROLABE_<OPTION>`. */
import { Option } from 'commander';
import type { ConfigValues } from './config.ts';
import { CommandError, type Shell } from './shell.ts';

/** Options as commander leaves them. */
export type Given = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** An option that takes a value; a repeatable one collects all its values. */
export function valueOption(flags: string, description: string, { repeatable = false } = {}): Option {
  const option = new Option(flags, description);
  return repeatable
    ? option.argParser((value: string, earlier?: readonly string[]) => [...(earlier ?? []), value])
    : option;
}

/** An option that takes several values, with commas between. */
export function listOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string) =>
    value.split(',').map((item) => item.trim()),
  );
}

/** The variable of an option: `recordsUrl` → `ASTROLABE_RECORDS_URL`. */
export function variableOf(name: string): string {
  return `ASTROLABE_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** Reads options by precedence: the command line, the environment, the configuration file. */
export function reader(given: Given, { env }: Pick<Shell, 'env'>, config: ConfigValues = {}) {
  const variable = (name: string) => env[variableOf(name)] || undefined;
  const fromFile = (name: string) => (Object.hasOwn(config, name) ? config[name] : undefined);
  return {
    /** The value of an option, or undefined. */
    text(name: string): string | undefined {
      const value = given[name];
      if (typeof value === 'string') return value;
      const rest = variable(name) ?? fromFile(name);
      return rest === undefined ? undefined : String(rest);
    },
    /** All values of a repeatable option; a variable holds several with commas between. */
    list(name: string): readonly string[] {
      const value = given[name];
      if (Array.isArray(value)) return value;
      const items = variable(name)?.split(',') ?? fromFile(name);
      return Array.isArray(items) ? items.map((item) => String(item).trim()) : [];
    },
    /** A switch: given, or `1`, `true`, `yes` in its variable. */
    flag(name: string): boolean {
      if (given[name] === true) return true;
      const value = variable(name)?.toLowerCase();
      if (value === undefined) return fromFile(name) === true;
      if (['0', 'false', 'no'].includes(value)) return false;
      if (['1', 'true', 'yes'].includes(value)) return true;
      throw new CommandError(
        2,
        `${variableOf(name)} is a switch: write 1 or 0, not ${JSON.stringify(value)}`,
      );
    },
  };
}

export type OptionReader = ReturnType<typeof reader>;
