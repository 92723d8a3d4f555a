/** The list of calls that did not arrive: NDJSON, which `send` takes again. */
import { renameSync, rmSync } from 'node:fs';
import { copyLines } from '../whole-file.ts';

export interface Undelivered {
  /** @param body the call as JSON on one line */
  add(body: string): void;
  /** How many calls are in it. */
  count(): number;
  /** Puts the list in its place; without a call in it, a list of an earlier run is removed. */
  finish(): void;
}

/** Lines that are written at once. */
const AT_ONCE = 200;

/**
 * The list is written beside its place first, so that an earlier one is there until this one is complete.
 *
 * @param file undefined if nothing is to be written
 * @param warn called if the file cannot be written, which does not end the delivery
 */
export function openUndelivered(file: string | undefined, warn: (text: string) => void): Undelivered {
  const part = `${file}.part`;
  let lines: string[] = [];
  let isBegun = false;
  let hasFailed = false;
  let calls = 0;
  const attempt = (write: (file: string) => void) => {
    if (file === undefined || hasFailed) return;
    try {
      write(file);
    } catch (error) {
      hasFailed = true;
      warn(`cannot write the list of calls that did not arrive: ${(error as Error).message}`);
    }
  };
  const flush = () => {
    const written = lines;
    lines = [];
    attempt(() => {
      if (!isBegun) rmSync(part, { force: true });
      isBegun = true;
      copyLines(part, written);
    });
  };
  return {
    add(body) {
      calls += 1;
      lines.push(body);
      if (lines.length >= AT_ONCE) flush();
    },
    count: () => calls,
    finish() {
      if (lines.length > 0) flush();
      attempt((place) => {
        if (isBegun) renameSync(part, place);
        else rmSync(place, { force: true });
      });
    },
  };
}
