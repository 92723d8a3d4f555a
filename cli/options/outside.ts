/** What the settings of a run may ask of the world outside: the environment, and files that options name. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Outside } from '../../harness/connection/index.ts';
import type { Shell } from '../shell.ts';

export function outsideOf({ cwd, env }: Pick<Shell, 'cwd' | 'env'>): Outside {
  return { env, read: (path) => readFileSync(resolve(cwd, path), 'utf8') };
}
