/** The defects that each clause has caught, as the last `selftest --update` recorded them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../schemas/package-root.ts';

/** The file that a selftest writes, relative to the package. */
export const KILLS_FILE = 'features/kills.json';

let kills: ReadonlyMap<string, readonly string[]> | undefined;

/** Names of defects by clause id, read once per process; a clause that is missing has caught none. */
export function loadKills(): ReadonlyMap<string, readonly string[]> {
  kills ??= readKills(join(packageRoot, KILLS_FILE));
  return kills;
}

function readKills(path: string): ReadonlyMap<string, readonly string[]> {
  return existsSync(path) ? new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8')))) : new Map();
}
