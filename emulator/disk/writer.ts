/** Writes changes in groups: those that arrive together, or during a write, are written as one. */
import type { DataDirectory, Operation } from './data-directory.ts';

export interface Writer {
  /** @param value called when the entry is written; undefined members are left out */
  put(key: string, value: () => unknown): void;
  remove(key: string): void;
  /** Removes every entry, written or pending. */
  clear(): void;
  /**
   * Resolves once every change so far is persisted; undefined if none is pending. Rejects if the write fails; the
   * same changes are tried again with the next write and at the next call of `saved`.
   */
  saved(): Promise<void> | undefined;
}

/** @param later calls back after the calls that have just arrived are handled */
export function createWriter(
  directory: Pick<DataDirectory, 'write' | 'clear'>,
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
      if (clears) await directory.clear();
      if (values.size > 0) await directory.write(operationsOf(values));
    } catch (error) {
      // Changes from before a clear must not come back.
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
      // Callers of `saved` receive the rejection; without one it must not become an unhandled rejection.
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
      // A failed write is tried again, so that `saved` never resolves for a change that is not persisted.
      if (underWay === undefined && (pending.size > 0 || isToClear)) scheduleWrite();
      return next ?? underWay;
    },
  };
}

function operationsOf(values: ReadonlyMap<string, (() => unknown) | undefined>): readonly Operation[] {
  return [...values].map(([key, value]) => ({ key, value: value && JSON.stringify(value()) }));
}
