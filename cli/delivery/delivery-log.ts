/** How far a delivery came, on disk, so that the same command resumes where it was interrupted. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createDonePlaces, type PlaceRange } from '../../harness/load/done-places.ts';
import { CommandError, type Shell } from '../shell.ts';
import { writeWhole } from '../whole-file.ts';
import type { Outcomes } from './outcomes.ts';

/** The content of the file. */
interface SavedState {
  readonly version: 1;
  readonly target: string;
  readonly fingerprint?: string;
  /** Calls from the first on that are done, without a gap. */
  readonly upTo: number;
  /** Calls beyond those that are done too. */
  readonly beyond: readonly PlaceRange[];
  readonly outcomes: Outcomes;
  /** SHA-256 digest of the list of calls that did not arrive. */
  readonly list?: string | undefined;
}

/** Records which calls arrived, by their place in the input, from 0. */
export interface DeliveryLog {
  /** True if the call arrived, in this run or in an earlier one. */
  isDone(place: number): boolean;
  done(place: number): void;
  /** The outcomes of earlier runs; undefined at a first start. */
  readonly earlier: Outcomes | undefined;
  /** Digest of the list that an earlier run wrote. */
  readonly earlierList: string | undefined;
  /** @param list digest of the list of calls that did not arrive; default: the earlier one */
  save(outcomes: Outcomes, list?: string): void;
  /** True if the last attempt to save it succeeded. */
  isKept(): boolean;
  /** To be called when every call arrived. */
  remove(): void;
}

/** What a log writes with. */
interface LogParts {
  /** Called if the file cannot be written, which does not end the delivery. */
  readonly warn: (text: string) => void;
  readonly redact: Shell['redact'];
}

/**
 * @param file undefined if nothing is to be written
 * @throws CommandError with exit code 2 if the file belongs to another delivery or cannot be read
 */
export function openLog(
  file: string | undefined,
  about: { readonly target: string; readonly fingerprint?: string | undefined },
  { warn, redact }: LogParts,
): DeliveryLog {
  const saved = file === undefined || !existsSync(file) ? undefined : read(file);
  if (saved !== undefined && (saved.target !== about.target || saved.fingerprint !== about.fingerprint)) {
    const what = saved.target === about.target ? 'a different input file' : `a delivery to ${saved.target}`;
    throw new CommandError(
      2,
      `${file} belongs to ${what}: delete it to start over, or choose another --state`,
    );
  }
  const places = createDonePlaces(saved?.upTo, saved?.beyond);
  let isWarned = false;
  let isKept = false;
  const attempt = (change: () => void) => {
    try {
      isKept = false;
      change();
      isKept = true;
    } catch (error) {
      // Said once: it is saved every half second.
      if (!isWarned) warn(`cannot keep the state of the delivery: ${(error as Error).message}`);
      isWarned = true;
    }
  };
  return {
    earlier: saved?.outcomes,
    earlierList: saved?.list,
    isDone: places.has,
    done: places.add,
    save(outcomes, list = saved?.list) {
      if (file === undefined) return;
      const { target, fingerprint } = about;
      const state = {
        version: 1,
        target,
        fingerprint,
        upTo: places.upTo(),
        beyond: places.beyond(),
        outcomes,
        list,
      };
      attempt(() => writeWhole(file, redact(`${JSON.stringify(state)}\n`)));
    },
    isKept: () => isKept,
    remove() {
      if (file !== undefined) attempt(() => rmSync(file, { force: true }));
    },
  };
}

function read(file: string): SavedState {
  try {
    const state = JSON.parse(readFileSync(file, 'utf8')) as SavedState;
    if (state.version === 1 && Number.isInteger(state.upTo) && Array.isArray(state.beyond)) return state;
  } catch {
    // Reported below, like any other content that is not a delivery state.
  }
  throw new CommandError(2, `${file} is not a delivery state file: delete it, or choose another --state`);
}
