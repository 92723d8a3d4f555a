/** Runs what a definition says, until it ends, its time is over, or an error is thrown that nobody catches. */
import { format } from 'node:util';
import type { Definition } from './step-library.ts';

/** Calls back with every error that nobody catches, until the returned function is called. */
export type WatchUncaught = (listener: (error: unknown) => void) => () => void;

/** Listens once for all that listen at the same time: a system warns if many do. */
export function listenOnce(watch: WatchUncaught): WatchUncaught {
  const listeners = new Set<(error: unknown) => void>();
  let forget = () => {};
  return (listener) => {
    if (listeners.size === 0) {
      forget = watch((error) => {
        for (const one of [...listeners]) one(error);
      });
    }
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) forget();
    };
  };
}

interface CodeEnd {
  readonly value?: unknown;
  readonly error?: Error | string | undefined;
}

/**
 * @param world its `this`
 * @param parameters makes what it is called with
 * @returns what it returned, or what was thrown: an Error or a text
 */
export async function runCode(
  { code, timeout }: Pick<Definition, 'code' | 'timeout'>,
  world: object,
  parameters: () => readonly unknown[] | Promise<readonly unknown[]>,
  uncaught: WatchUncaught | undefined,
): Promise<CodeEnd> {
  let forget = () => {};
  let timer: NodeJS.Timeout | undefined;
  try {
    const value: unknown = code.apply(world, [...(await parameters())]);
    if (!isThenable(value)) return { value };
    const failed = new Promise<never>((_, reject) => {
      if (uncaught !== undefined) forget = uncaught(reject);
      if (timeout < 0) return;
      timer = setTimeout(() => reject(new Error(`it took longer than ${timeout} ms`)), timeout);
    });
    return { value: await Promise.race([value, failed]) };
  } catch (error) {
    return { error: thrown(error) };
  } finally {
    forget();
    clearTimeout(timer);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

function thrown(error: unknown): Error | string {
  if (error instanceof Error) return error;
  return error === undefined || error === null
    ? new Error('something was thrown that says nothing')
    : format(error);
}
