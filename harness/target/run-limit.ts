/** How long a run may take (`--max-time`), and how much it receives. */

/** One per run. */
export interface RunLimit {
  /** Counts a request, which adds to what the run may receive. */
  requested(): void;
  /** Counts bytes of a response. */
  received(bytes: number): void;
  /** Why the run ends; undefined while it may go on. */
  reached(): string | undefined;
}

const KB = 1024;
const MB = 1024 * KB;

/** What a run receives besides `BYTES_PER_REQUEST`: a whole run against an ordinary destination needs 3 MB. */
const BYTES_OF_RUN = 64 * MB;
/** Long explorations make many requests, and each may be answered. */
const BYTES_PER_REQUEST = 32 * KB;

/**
 * @param longestMs undefined for no limit of time
 * @param now milliseconds of the clock of the run
 */
export function createRunLimit(longestMs: number | undefined, now: () => number): RunLimit {
  const startedAt = now();
  let allowed = BYTES_OF_RUN;
  let reason: string | undefined;
  return {
    requested() {
      allowed += BYTES_PER_REQUEST;
    },
    received(bytes) {
      allowed -= bytes;
      if (allowed < 0) reason ??= TOO_MUCH;
    },
    reached() {
      if (longestMs !== undefined && now() - startedAt >= longestMs) {
        reason ??= `the run took longer than ${inWords(longestMs)} (--max-time)`;
      }
      return reason;
    },
  };
}

const TOO_MUCH = `the responses were larger than a run reads: ${BYTES_OF_RUN / MB} MB, and ${BYTES_PER_REQUEST / KB} KB for each request`;

function inWords(ms: number): string {
  if (ms % 60_000 === 0) return `${ms / 60_000} min`;
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}
