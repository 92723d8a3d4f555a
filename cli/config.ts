/** The configuration file: options of `verify`, and named targets over them. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { validate } from '../schemas/index.ts';
import { CommandError, type Shell } from './shell.ts';

/** Option values of a file; absent ones are left to the defaults. */
export type ConfigValues = Readonly<Record<string, string | number | boolean | readonly string[]>>;

const NAMES = ['astrolabe.config.json', 'astrolabe.config.yaml', 'astrolabe.config.js'];

/** Options that name files: they are relative to the configuration file. */
const FILE_OPTIONS = ['adapter', 'baseline', 'reportDir'];

/**
 * Reads the configuration file: the one given, else the first of `astrolabe.config.{json,yaml,js}` in the working
 * folder, else nothing.
 *
 * @param target the name of one of its targets, whose options win over the file's own
 * @throws CommandError with exit code 2 where the file, an option or the target is not as it should be
 */
export async function readConfig(
  file: string | undefined,
  target: string | undefined,
  { cwd, env }: Pick<Shell, 'cwd' | 'env'>,
): Promise<ConfigValues> {
  const path =
    file === undefined ? NAMES.map((name) => join(cwd, name)).find(existsSync) : resolve(cwd, file);
  if (path === undefined) {
    if (target === undefined) return {};
    throw new CommandError(
      2,
      `--target ${target} needs a configuration file: there is no ${NAMES.join(', ')} in ${cwd}`,
    );
  }
  const content = await load(path);
  const [violation] = validate('config', content);
  if (violation !== undefined) {
    throw new CommandError(2, `${path}: at "${violation.pointer}", ${violation.message}`);
  }
  const {
    targets = {},
    $schema: _,
    ...own
  } = content as { targets?: Record<string, ConfigValues> } & ConfigValues & { $schema?: string };
  const chosen = target === undefined ? {} : targets[target];
  if (chosen === undefined || (target !== undefined && !Object.hasOwn(targets, target))) {
    const known = Object.keys(targets).join(', ') || 'none';
    throw new CommandError(2, `${path} has no target ${JSON.stringify(target)}; it has: ${known}`);
  }
  return resolveValues({ ...own, ...chosen } as ConfigValues, path, env);
}

async function load(path: string): Promise<unknown> {
  try {
    switch (extname(path)) {
      case '.json':
        return JSON.parse(readFileSync(path, 'utf8'));
      case '.yaml':
      case '.yml':
        return parseYaml(readFileSync(path, 'utf8'));
      case '.js':
      case '.mjs':
        return (await import(pathToFileURL(path).href)).default;
      default:
        throw new Error('its name must end in .json, .yaml or .js');
    }
  } catch (error) {
    throw new CommandError(2, `the configuration file ${path} cannot be read: ${(error as Error).message}`);
  }
}

function resolveValues(values: ConfigValues, path: string, env: Shell['env']): ConfigValues {
  const entries = Object.entries(values).map(([name, value]) => {
    if (typeof value !== 'string') return [name, value];
    const text = value.startsWith('$') ? env[value.slice(1)] : value;
    if (text === undefined)
      throw new CommandError(2, `${path}: "${name}" is read from the variable ${value}, which is not set`);
    return [name, FILE_OPTIONS.includes(name) ? resolve(dirname(path), text) : text];
  });
  return Object.fromEntries(entries);
}
