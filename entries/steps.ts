/**
 * `astrolabe-conformance/steps`: the steps of the specification, for features of your own.
 *
 * One of the places that read `process`: cucumber does not pass on its environment.
 */
import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { readCucumberSettings } from '../cli/cucumber-settings.ts';
import { CommandError } from '../cli/shell.ts';
import { readTool } from '../cli/version.ts';
import { systemTiming } from '../harness/ambient.ts';
import type { Cucumber } from '../harness/cucumber/index.ts';
import { startEmbedded } from '../harness/embedded.ts';
import type { LooseSettings } from '../harness/settings.ts';
import { didYouMean } from '../schemas/index.ts';
import { ownModule, packageRoot } from '../schemas/package-root.ts';
import {
  claim,
  defineSuite,
  exitWith,
  Misuse,
  pathsGiven,
  type TargetWords,
  targetProblem,
} from '../step-definitions/index.ts';

export type {
  Cucumber,
  DataTable,
  DefinedCode,
  DefinitionOptions,
  ParameterTypeDefinition,
} from '../harness/cucumber/index.ts';

/** The destination that the steps send their calls to. */
export interface StepsTarget {
  /** The name of a target in the configuration file. Default: `ASTROLABE_TARGET`. */
  readonly target?: string;
  /** The configuration file. Default: `ASTROLABE_CONFIG`, else `astrolabe.config.{json,yaml,js}` in the working folder. */
  readonly config?: string;
  /** True to start the emulator if neither the environment nor the configuration file names a destination. Default: false. */
  readonly embedded?: boolean;
}

/**
 * Defines the steps, parameter types and hooks of the specification with your own cucumber.
 *
 * Scenarios with the tags of a clause and an example are graded; all others are yours: they run against the same target,
 * with identifiers that no other scenario uses, and grade nothing. Your World, timeout and hooks stay as they are.
 *
 * @param cucumber the module: `import * as cucumber from '@cucumber/cucumber'`
 * @param target the destination, unless the `ASTROLABE_` variables or a {@link profile} name it
 * @throws Error if that is not cucumber, or if the steps are defined already
 */
export function defineSteps(cucumber: Cucumber, target: StepsTarget = {}): void {
  endingWith2(() => {
    if (typeof (cucumber as Partial<Cucumber> | undefined)?.defineParameterType !== 'function') {
      throw new Misuse(
        "defineSteps needs the cucumber module: import * as cucumber from '@cucumber/cucumber'; defineSteps(cucumber)",
      );
    }
    refuseUnknown('defineSteps', target, TARGET_OPTIONS);
    const release = claim(cucumber, { version: readTool().version, folder: packageRoot });
    defineSuite(cucumber, {
      env: process.env,
      timing: systemTiming,
      random: Math.random,
      read: readText,
      settings: (profile = target) => settingsOf(profile),
      startEmbedded,
      onStart: release,
      onMisuse(message) {
        if (message !== undefined) process.stderr.write(`${message}\n`);
        exitWith(2, process);
      },
    });
  });
}

/** A profile of cucumber: its own keys, as its documentation lists them. */
export interface CucumberProfile {
  /** Your own features. Default: `features/**\/*.feature`. */
  readonly paths?: readonly string[];
  /** What cucumber imports, unless it requires what `require` names. Default: `features/**\/*.{js,mjs}`. */
  readonly import?: readonly string[];
  /** CommonJS files. One of the files that cucumber loads calls {@link defineSteps}. */
  readonly require?: readonly string[];
  readonly worldParameters?: Readonly<Record<string, unknown>>;
  readonly plugin?: readonly string[];
  readonly pluginOptions?: Readonly<Record<string, unknown>>;
  readonly dryRun?: boolean;
  readonly [key: string]: unknown;
}

/** What a {@link profile} adds to your own. */
export interface ProfileOptions extends StepsTarget {
  /** False to run your own features only. Default: true, the features of the specification run too. */
  readonly specification?: boolean;
}

/**
 * The default export of `cucumber.js`: a profile that runs the features of the specification and your own.
 *
 * Files, folders and `@rerun.txt` on the command line run alone. A run in which no scenario ran fails.
 *
 * @param own keys of cucumber's profile
 * @param options the target, and whether the specification runs
 * @returns what cucumber calls for its profiles; it throws an Error that says what to write if the target cannot be used
 */
export function profile(
  own: CucumberProfile = {},
  options: ProfileOptions = {},
): () => Promise<{ readonly default: CucumberProfile }> {
  return () =>
    endingWith2(async () => {
      refuseUnknown('profile', options, [...TARGET_OPTIONS, 'specification']);
      const { specification = true, target, config, embedded } = options;
      const settings = await settingsOf(options);
      const outside = { env: process.env, random: Math.random, read: readText };
      const problem = targetProblem(settings, outside);
      if (problem !== undefined) throw new Misuse(problem);
      const features = specification ? [`${inPackage('features')}/[0-9][0-9]-*/**/*.feature`] : [];
      const { paths = ['features/**/*.feature'] } = own;
      const usual = own.require === undefined ? ['features/**/*.{js,mjs}'] : [];
      const dryRun = own.dryRun === true || process.argv.some((word) => ['-d', '--dry-run'].includes(word));
      return {
        default: {
          ...own,
          // Cucumber would add what the command line names to these.
          paths: pathsGiven(process.argv.slice(2)) ? [] : [...features, ...paths],
          import: own.import ?? usual,
          plugin: [...(own.plugin ?? []), ownModule('entries/steps-plugin').href],
          pluginOptions: { ...own.pluginOptions, astrolabe: { mayBeEmpty: dryRun } },
          worldParameters: { ...own.worldParameters, astrolabe: { target: { target, config, embedded } } },
        },
      };
    });
}

const TARGET_OPTIONS = ['target', 'config', 'embedded'];

/** @throws Misuse for an unknown option, and for two targets */
function refuseUnknown(where: string, options: object, known: readonly string[]): void {
  const given: unknown = options;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new Misuse(
      `${where} takes its target as an object, such as { target: 'local' }, not ${JSON.stringify(given)}`,
    );
  }
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const hint = didYouMean(unknown, known, `it has ${known.join(', ')}`);
    throw new Misuse(`${where} has no option ${JSON.stringify(unknown)}: ${hint}`);
  }
  const { target, embedded } = given as StepsTarget;
  if (target !== undefined && embedded === true) {
    throw new Misuse(`${where} has two targets: leave out "target" or "embedded"`);
  }
}

async function settingsOf({ embedded, ...choice }: TargetWords): Promise<LooseSettings> {
  const settings = await readCucumberSettings(choice, {
    cwd: process.cwd(),
    env: process.env,
  });
  return { ...settings, embedded: settings.baseUrl ? false : embedded };
}

function readText(path: string): string {
  return readFileSync(path, 'utf8');
}

/** A path of this package, as cucumber's globs write it. */
function inPackage(path: string): string {
  return [relative(process.cwd(), packageRoot), path].join(sep).replaceAll(sep, '/').replace(/^\//, '');
}

/** A wrong use ends cucumber with 2, as it ends a command. */
function endingWith2<T>(work: () => T): T {
  const fault = (error: unknown): never => {
    exitWith(2, process);
    throw error instanceof CommandError ? new Misuse(error.message) : error;
  };
  try {
    const result = work();
    return result instanceof Promise ? (result.catch(fault) as T) : result;
  } catch (error) {
    return fault(error);
  }
}
