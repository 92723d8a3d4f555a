/** The defects that each clause and each example has caught, as the last `selftest --update` recorded them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../schemas/package-root.ts';

/** The file that a selftest writes, relative to the package. */
export const KILLS_FILE = 'features/kills.json';

/** By clause id and name of a defect: the examples of that clause that catch it. */
export type KillTable = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

let table: KillTable | undefined;

/** Read once per process; a clause that is missing has caught nothing. */
export function loadKillTable(): KillTable {
  table ??= readTable(join(packageRoot, KILLS_FILE));
  return table;
}

/** Names of defects by clause id. */
export function loadKills(): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(loadKillTable()).map(([id, defects]) => [id, Object.keys(defects)]));
}

function readTable(path: string): KillTable {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}
