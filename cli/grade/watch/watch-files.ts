/** Notices changes on the disk. */
import type { WatchedPaths } from './watched-paths.ts';

/** Called with the absolute path of everything that was added, changed or removed. */
export type FileListener = (path: string) => void;

/** Begins to watch, and resolves with how to end it once changes are noticed. */
export type WatchFiles = (
  paths: WatchedPaths,
  onChange: FileListener,
  onProblem: (problem: string) => void,
) => Promise<() => Promise<void>>;

export const watchFiles: WatchFiles = async ({ roots, isIgnored }, onChange, onProblem) => {
  const { watch } = await import('chokidar');
  const watcher = watch([...roots], { ignored: (path) => isIgnored(path), ignoreInitial: true });
  watcher.on('all', (_event, path) => onChange(path));
  watcher.on('error', (error) => {
    const { code, message } = error as NodeJS.ErrnoException;
    const remedy = /ENOSPC|EMFILE/.test(code ?? '')
      ? '; watch fewer folders, or raise the limit of the system'
      : '';
    onProblem(`some files are not watched: ${message}${remedy}`);
  });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return () => watcher.close();
};
