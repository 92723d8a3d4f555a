/** The target of a run that cucumber itself starts, read as `verify` reads it. */
import type { LooseSettings } from '../harness/settings.ts';
import { readConfig } from './config.ts';
import { VERIFY } from './grade/verify.ts';
import type { OptionTable } from './options/option-table.ts';
import { readOptions } from './options/read-options.ts';
import { SETTING_OPTIONS } from './options/setting-options.ts';
import type { Shell } from './shell.ts';

const { config, target } = VERIFY.options;

const OPTIONS: OptionTable = {
  ...{ config, target },
  ...Object.fromEntries(Object.entries(SETTING_OPTIONS).filter(([, { inCucumber }]) => inCucumber)),
};

/** Which target of which configuration file is meant, if the environment does not say it. */
export interface TargetChoice {
  /** The name of a target in the configuration file. */
  readonly target?: string | undefined;
  /** The configuration file. Default: `astrolabe.config.{json,yaml,js}` in the working folder. */
  readonly config?: string | undefined;
}

/**
 * Settings from the environment, else from the configuration file.
 *
 * @throws CommandError if one cannot be used
 */
export async function readCucumberSettings(
  choice: TargetChoice,
  { cwd, env }: Pick<Shell, 'cwd' | 'env'>,
): Promise<LooseSettings> {
  const outer = {
    ...named('ASTROLABE_TARGET', choice.target),
    ...named('ASTROLABE_CONFIG', choice.config),
    ...env,
  };
  const file = await readConfig({ section: 'verify', options: OPTIONS }, {}, { cwd, env: outer });
  return readOptions(OPTIONS, { given: {}, env: outer, file }) as LooseSettings;
}

function named(variable: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [variable]: value };
}
