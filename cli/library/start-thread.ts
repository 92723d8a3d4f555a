/** Starts a thread with a module of this tool. Imports little of the tool, so that it runs in any test runner. */
import { Worker } from 'node:worker_threads';
import { ownModule } from '../../schemas/package-root.ts';

/**
 * What the thread prints is held back. From the sources, TypeScript is loaded in the thread itself: Node 20 does not pass
 * the main thread's loader on.
 *
 * @param path of the module from the root, without its ending: `cli/library/verify-thread`
 */
export function startThread(path: string, workerData: unknown): Worker {
  const own = ownModule(path);
  const options = { workerData, stdout: true, stderr: true, execArgv: [] };
  if (!own.pathname.endsWith('.ts')) return new Worker(own, options);
  const [loader, thread] = [import.meta.resolve('tsx/esm/api'), own.href].map((url) => JSON.stringify(url));
  const code = `import(${loader}).then(({ register }) => { register(); return import(${thread}); })`;
  return new Worker(code, { ...options, eval: true });
}
