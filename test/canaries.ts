/** The keys of the tests' destinations: nothing that a command prints or writes may hold one (docs/contract.md section 5). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The key of a destination that is started without another. */
export const API_KEY = 'q7Rz-allow-Kd41mWx';

const CANARIES = [API_KEY, 'bk-Blocking-7', 'canary-0123456789abcdefXYZ'];

const FORMS = CANARIES.flatMap((key) => [
  key,
  ...['', 'x', 'xx'].map((before) =>
    // The part that depends on no neighbour.
    Buffer.from(`${before}${key}`)
      .toString('base64')
      .slice(before.length * 2, -4),
  ),
]);

/** Says where a key was found, if anywhere. */
export function canaryIn(texts: Readonly<Record<string, string>>): string | undefined {
  const found = Object.entries(texts).find(([, text]) => FORMS.some((form) => text.includes(form)));
  return found && `${found[0]} holds a key`;
}

/** The same for the files that a run left in a folder and in those below it. */
export function canaryInFolder(folder: string): string | undefined {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  for (const { parentPath, name } of files) {
    const path = join(parentPath, name);
    const found = canaryIn({ [path]: readFileSync(path, 'latin1') });
    if (found !== undefined) return found;
  }
  return undefined;
}
