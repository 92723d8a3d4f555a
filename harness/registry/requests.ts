/** How many requests each example needs against a healthy emulator, as the last `selftest --update` counted them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../schemas/package-root.ts';

/** The file that a selftest writes, relative to the package. */
export const REQUESTS_FILE = 'features/requests.json';

let counts: Readonly<Record<string, number>> | undefined;

/** Requests by the id of an example. Read once per process; an example that is missing was not counted yet. */
export function loadRequests(): Readonly<Record<string, number>> {
  const path = join(packageRoot, REQUESTS_FILE);
  counts ??= existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, number>) : {};
  return counts;
}
