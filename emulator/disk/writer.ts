/** Writes what changes in groups: what comes together, or while a write is under way, is written as one. */
import type { Database, Operation } from './data-directory.ts';

export interface Writer {
  /** @param value asked for when it is written; JSON but for undefined members */
  put(key: string, value: () => unknown): void;
  remove(key: string): void;
  /** Takes away everything that was put so far. */
  clear(): void;
  /**
   * Resolves once all that was put so far is kept; nothing where it is already. It rejects where it cannot be
   * written, which is tried again with the next write, and whenever somebody asks.
   */
  saved(): Promise<void> | undefined;
}

/** @param later calls back once the calls that have just arrived were looked at */
export function createWriter(
  database: Pick<Database, 'write' | 'clear'>,
  later: (callback: () => void) => void,
): Writer {
  let pending = new Map<string, (() => unknown) | undefined>();
  let isToClear = false;
  let underWay: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  const write = async (): Promise<void> => {
    const values = pending;
    const clears = isToClear;
    pending = new Map();
    isToClear = false;
    try {
      if (clears) await database.clear();
      if (values.size > 0) await database.write(operationsOf(values));
    } catch (error) {
      // What was cleared meanwhile does not come back.
      if (!isToClear) pending = new Map([...values, ...pending]);
      isToClear ||= clears;
      throw error;
    }
  };

  const scheduleWrite = (): void => {
    if (next !== undefined) return;
    const before = underWay?.catch(() => undefined) ?? new Promise<void>((resolve) => later(resolve));
    const promise = before.then(() => {
      next = undefined;
      underWay = promise;
      return write();
    });
    next = promise;
    promise
      // Whoever waits for it is told; with nobody waiting there is nobody to tell.
      .catch(() => undefined)
      .finally(() => {
        if (underWay === promise) underWay = undefined;
      });
  };

  return {
    put(key, value) {
      pending.set(key, value);
      scheduleWrite();
    },
    remove(key) {
      pending.set(key, undefined);
      scheduleWrite();
    },
    clear() {
      pending.clear();
      isToClear = true;
      scheduleWrite();
    },
    saved() {
      // What could not be written is tried again for whoever asks next: nobody may be told that it is kept.
      if (underWay === undefined && (pending.size > 0 || isToClear)) scheduleWrite();
      return next ?? underWay;
    },
  };
}

function operationsOf(values: ReadonlyMap<string, (() => unknown) | undefined>): readonly Operation[] {
  return [...values].map(([key, value]) => ({ key, value: value && JSON.stringify(value()) }));
}
