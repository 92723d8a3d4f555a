/** The list of calls that did not arrive: NDJSON, which `send` takes again. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { CommandError } from '../shell.ts';
import { copyLines } from '../whole-file.ts';

export interface Undelivered {
  /** @param body the call as JSON on one line */
  add(body: string): void;
  /** How many calls are in it. */
  count(): number;
  /** Puts the list in its place; without a call in it, a list of an earlier run is removed. */
  finish(): void;
  /** The list that `finish` put in its place, with its SHA-256 digest; undefined if there is none. */
  written(): { readonly file: string; readonly digest: string } | undefined;
}

/** Where a list is written. */
interface ListPlace {
  readonly file: string;
  /** True if an earlier run of the same delivery wrote what is there. */
  readonly isOwn: boolean;
}

/** Lines that are written at once. */
const AT_ONCE = 200;

/**
 * Finds out if a list may be written to a file: only if there is none, or the one that the same delivery wrote.
 *
 * @param digest of the list that an earlier run of the delivery wrote
 * @throws CommandError with exit code 2 for any other file, which may be the only copy of what is in it
 */
export async function claimList(
  file: string | undefined,
  digest: string | undefined,
): Promise<ListPlace | undefined> {
  if (file === undefined) return undefined;
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return { file, isOwn: false };
  if (digest !== undefined && found.isFile() && (await digestOf(file)) === digest)
    return { file, isOwn: true };
  throw new CommandError(
    2,
    `${file} exists already, and is not a list that this delivery wrote: move it, or choose another --undelivered`,
  );
}

async function digestOf(file: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk);
  } catch {
    // What cannot be read is not known to be the list.
    return undefined;
  }
  return hash.digest('hex');
}

/**
 * The list is written beside its place first, so that an earlier one is there until this one is complete.
 *
 * @param place undefined if nothing is to be written
 * @param warn called if the file cannot be written, which does not end the delivery
 */
export function openUndelivered(place: ListPlace | undefined, warn: (text: string) => void): Undelivered {
  const part = `${place?.file}.part`;
  const hash = createHash('sha256');
  let list: ReturnType<Undelivered['written']>;
  let lines: string[] = [];
  let isBegun = false;
  let hasFailed = false;
  let calls = 0;
  const attempt = (write: (place: ListPlace) => void) => {
    if (place === undefined || hasFailed) return;
    try {
      write(place);
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
      for (const line of written) hash.update(`${line}\n`);
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
      attempt(({ file, isOwn }) => {
        if (isBegun) {
          if (!isOwn && existsSync(file))
            throw new Error(`${file} was created meanwhile; the list is ${part}`);
          renameSync(part, file);
          list = { file, digest: hash.digest('hex') };
        } else if (isOwn) rmSync(file, { force: true });
      });
    },
    written: () => list,
  };
}
