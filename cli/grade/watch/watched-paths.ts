/** What `--watch` watches, and what under it is left out. */
import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { CommandError } from '../../shell.ts';

export interface WatchedPaths {
  /** Absolute, each once. */
  readonly roots: readonly string[];
  /** Whether a change at this absolute path is not one of the user's sources. */
  readonly isIgnored: (path: string) => boolean;
}

/** Folders of tools: what changes there is not written by hand. */
const OF_TOOLS: ReadonlySet<string> = new Set(['node_modules', '.git']);

/**
 * @param reportDir absolute; our own reports must not start a run
 * @throws CommandError with exit code 2 for a path that does not exist, or that is the report folder or in it
 */
export function readWatchedPaths(
  given: readonly string[],
  { cwd, reportDir }: { readonly cwd: string; readonly reportDir: string },
): WatchedPaths {
  const roots = [...new Set(given.map((path) => resolve(cwd, path)))];
  for (const path of given) {
    const root = resolve(cwd, path);
    if (!existsSync(root)) {
      throw new CommandError(2, `--watch ${path}: there is no such file or folder (${root})`);
    }
    const explored = join(reportDir, 'explored');
    if ([reportDir, explored].includes(root) || isUnder(root, explored)) {
      throw new CommandError(
        2,
        `--watch ${path} is where the reports are written, and each report would start another run: write them to a folder of their own with --report-dir`,
      );
    }
  }
  return {
    roots,
    isIgnored: (path) => {
      if (path === reportDir || isUnder(path, reportDir)) {
        // A path that lies in the report folder was asked for, and reports are not written there.
        return !roots.some((root) => isUnder(root, reportDir) && (path === root || isUnder(path, root)));
      }
      const around = roots.filter((root) => path === root || isUnder(path, root));
      // A folder of a tool is watched only if it was asked for itself.
      return around.every((root) =>
        relative(root, path)
          .split(sep)
          .some((name) => OF_TOOLS.has(name)),
      );
    },
  };
}

function isUnder(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}
