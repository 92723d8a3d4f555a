/** The list of calls that did not arrive: NDJSON, which `send` takes again. */
import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

export interface Undelivered {
  /** @param body the call as JSON on one line */
  add(body: string): void;
  /** How many calls are in it. */
  count(): number;
  /** Puts the list in its place; without a call in it, a list of an earlier run is removed. */
  finish(): void;
}

/**
 * The list is written beside its place first: a delivery may read its own list.
 *
 * @param file undefined if nothing is to be written
 * @param warn called if the file cannot be written, which does not end the delivery
 */
export function openUndelivered(file: string | undefined, warn: (text: string) => void): Undelivered {
  const part = `${file}.part`;
  let opened: number | undefined;
  let hasFailed = false;
  let calls = 0;
  const attempt = (write: () => void) => {
    if (file === undefined || hasFailed) return;
    try {
      write();
    } catch (error) {
      hasFailed = true;
      warn(`cannot write the list of calls that did not arrive: ${(error as Error).message}`);
    }
  };
  return {
    add(body) {
      calls += 1;
      attempt(() => {
        opened ??= openSync(part, 'w');
        writeSync(opened, `${body}\n`);
      });
    },
    count: () => calls,
    finish() {
      attempt(() => {
        if (opened === undefined) {
          rmSync(file as string, { force: true });
          return;
        }
        closeSync(opened);
        renameSync(part, file as string);
      });
    },
  };
}
