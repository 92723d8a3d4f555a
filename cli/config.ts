/** The configuration file: options of `verify`, named targets with options of their own, and options of `emulate`. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Result } from '../schemas/index.ts';
import type { CommandSpec } from './options/command-spec.ts';
import type { JsonSchema, OptionTable } from './options/option-table.ts';
import { readOptions } from './options/read-options.ts';
import { CommandError, type Shell } from './shell.ts';

/** Values of options by name; absent ones are left to the defaults. */
export type ConfigValues = Readonly<Record<string, unknown>>;

/** What the schema of the configuration file allows. */
interface ConfigContent {
  readonly $schema?: string;
  readonly targets?: Readonly<Record<string, ConfigValues>>;
  readonly emulate?: ConfigValues;
}

interface FileChoice {
  readonly config?: string;
  readonly target?: string;
}

const NAMES = ['astrolabe.config.json', 'astrolabe.config.yaml', 'astrolabe.config.js'];

/**
 * Reads a command's part of the configuration file: the file that `--config` names, else the first of
 * `astrolabe.config.{json,yaml,js}` in the working folder, else nothing. The options of a `--target` win over the
 * file's own.
 *
 * @param given what the command line holds
 * @throws CommandError with exit code 2 if the file, an option or the target cannot be used
 */
export async function readConfig(
  { section, options }: Pick<CommandSpec, 'section' | 'options'>,
  given: ConfigValues,
  { cwd, env }: Pick<Shell, 'cwd' | 'env'>,
): Promise<ConfigValues> {
  if (section === undefined) return {};
  const { config, target } = readOptions(onlyChoosing(options), { given, env }) as FileChoice;
  const path = pathOf(config, cwd);
  if (path === undefined) {
    if (target === undefined) return {};
    const problem = `--target ${target} needs a configuration file: ${NAMES.join(', ')} are not in ${cwd}`;
    throw new CommandError(2, problem);
  }
  const { $schema: _, targets = {}, emulate = {}, ...own } = await readContent(path);
  if (section === 'emulate') return resolveValues(emulate, options, path, env);
  return resolveValues({ ...own, ...(await chosenTarget(target, targets, path)) }, options, path, env);
}

/**
 * The targets of the configuration file, each with the values that a `--target` takes from it, or the reason why it
 * cannot be used.
 *
 * @param config the file; undefined for the one in the working folder, if there is one
 * @throws CommandError with exit code 2 if the file cannot be used
 */
export async function readTargets(
  { options }: Pick<CommandSpec, 'options'>,
  config: string | undefined,
  { cwd, env }: Pick<Shell, 'cwd' | 'env'>,
): Promise<ReadonlyMap<string, Result<ConfigValues>>> {
  const path = pathOf(config, cwd);
  if (path === undefined) return new Map();
  const { $schema: _, targets = {}, emulate: __, ...own } = await readContent(path);
  return new Map(
    Object.entries(targets).map(([name, values]): [string, Result<ConfigValues>] => {
      try {
        return [name, { value: resolveValues({ ...own, ...values }, options, path, env) }];
      } catch (error) {
        if (error instanceof CommandError) return [name, { problem: error.message }];
        throw error;
      }
    }),
  );
}

function pathOf(config: string | undefined, cwd: string): string | undefined {
  return config === undefined
    ? NAMES.map((name) => join(cwd, name)).find((path) => existsSync(path))
    : resolve(cwd, config);
}

/** The options that say which values of the file to take. */
function onlyChoosing(options: OptionTable): OptionTable {
  return Object.fromEntries(Object.entries(options).filter(([name]) => ['config', 'target'].includes(name)));
}

async function chosenTarget(
  target: string | undefined,
  targets: Readonly<Record<string, ConfigValues>>,
  path: string,
): Promise<ConfigValues> {
  if (target === undefined) return {};
  const chosen = Object.hasOwn(targets, target) ? targets[target] : undefined;
  if (chosen !== undefined) return chosen;
  const { didYouMean } = await import('../schemas/index.ts');
  const names = Object.keys(targets);
  const hint = didYouMean(target, names, names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`);
  throw new CommandError(2, `${path} has no target ${JSON.stringify(target)}: ${hint}`);
}

async function readContent(path: string): Promise<ConfigContent & ConfigValues> {
  const content = await load(path);
  const { didYouMean, schemaDocument, validate } = await import('../schemas/index.ts');
  const [violation] = validate('config', content);
  if (violation === undefined) return content as ConfigContent & ConfigValues;
  const { pointer, rule, message } = violation;
  const isUnknownKey = /^(unevaluated|additional)-properties:/.test(rule);
  const known = isUnknownKey ? keysBeside(pointer, schemaDocument('config')) : [];
  const near = didYouMean(pointer.split('/').at(-1) ?? '', known, '');
  throw new CommandError(2, `${path}: at "${pointer}", ${message}${near && `; ${near}`}`);
}

/** The keys that the schema knows beside the key at `pointer` is. */
function keysBeside(pointer: string, schema: JsonSchema): readonly string[] {
  const keysOf = (part: unknown) =>
    Object.keys((part as { properties?: object } | undefined)?.properties ?? {});
  const { properties, $defs } = schema as Readonly<Record<string, Readonly<Record<string, JsonSchema>>>>;
  const { instances } = (properties?.emulate?.properties ?? {}) as Readonly<Record<string, JsonSchema>>;
  if (pointer.startsWith('/emulate/instances/')) return keysOf(instances?.items);
  if (pointer.startsWith('/emulate/')) return keysOf(properties?.emulate);
  const own = keysOf($defs?.options);
  return pointer.startsWith('/targets/') ? own : [...own, ...keysOf(schema)];
}

async function load(path: string): Promise<unknown> {
  try {
    switch (extname(path)) {
      case '.json':
      case '.yaml':
      case '.yml':
        return await parsed(readFileSync(path, 'utf8'), extname(path) === '.json');
      case '.js':
      case '.mjs':
        // Node keeps what it has imported, and the file may have changed since then.
        return (await import(`${pathToFileURL(path).href}?changed=${statSync(path).mtimeMs}`)).default;
      default:
        throw new Error('its name must end in .json, .yaml or .js');
    }
  } catch (error) {
    throw new CommandError(2, `the configuration file ${path} cannot be read: ${(error as Error).message}`);
  }
}

/**
 * The file can have keys in it, so that what is said about it is where it is wrong, and never what stands there.
 *
 * @throws Error with the line and the column
 */
async function parsed(text: string, isJson: boolean): Promise<unknown> {
  const { LineCounter, parseDocument } = await import('yaml');
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const [error] = document.errors;
  const placeOf = (position: number) => {
    const { line, col } = lineCounter.linePos(position);
    return `line ${line}, column ${col}`;
  };
  if (isJson) {
    try {
      return JSON.parse(text);
    } catch (thrown) {
      // The message of the parser quotes the text; not every version of it has a position.
      const [, found] = /at position (\d+)/.exec((thrown as Error).message) ?? [];
      const position = found === undefined ? error?.pos[0] : Number(found);
      throw new Error(position === undefined ? 'it is not JSON' : `it is not JSON at ${placeOf(position)}`);
    }
  }
  if (error !== undefined) throw new Error(`it is not YAML at ${placeOf(error.pos[0])} (${error.code})`);
  // A file of comments only says nothing.
  return document.toJS() ?? {};
}

/** As environments have them; anything else that begins with a dollar may be a key. */
const VARIABLE = /^\$[A-Z_][A-Z0-9_]*$/;

/** Reads $VARIABLES, at any depth, and makes paths absolute. */
function resolveValues(
  values: ConfigValues,
  options: OptionTable,
  path: string,
  env: Shell['env'],
): ConfigValues {
  const entries = Object.entries(values).map(([name, value]) => {
    const filled = fillIn(value, name, path, env);
    const row = options[name];
    const isPath = row?.kind === 'text' && row.isPath === true && typeof filled === 'string';
    return [name, isPath ? resolve(dirname(path), filled) : filled];
  });
  return Object.fromEntries(entries);
}

function fillIn(value: unknown, name: string, path: string, env: Shell['env']): unknown {
  if (Array.isArray(value)) return value.map((item) => fillIn(item, name, path, env));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, fillIn(item, `${name}.${key}`, path, env)]),
    );
  }
  if (typeof value !== 'string' || !value.startsWith('$')) return value;
  const text = env[value.slice(1)];
  if (text !== undefined) return text;
  const problem = VARIABLE.test(value)
    ? `is read from the variable ${value}, which is not set`
    : 'begins with a dollar, so that it is read from a variable, and there is none with this name';
  throw new CommandError(2, `${path}: "${name}" ${problem}`);
}
