/** The program that the tests start: as it was built, or its sources when nyc counts what they cover. */
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** nyc counts the sources only. */
const fromSources = process.execArgv.some((word) => word.endsWith('test/coverage.js'));

/** A module of the program, by its path without the ending, such as `cli/main`. */
export function moduleOf(path: string): string {
  return fromSources ? resolve(root, `${path}.ts`) : resolve(root, 'dist', `${path}.js`);
}

/** The words that start the program with `node`. */
export const PROGRAM: readonly string[] = [
  ...(fromSources ? ['--import', import.meta.resolve('tsx')] : []),
  moduleOf('cli/main'),
];
