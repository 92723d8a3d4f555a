/** What a repair of a data directory found. */

export interface Repair {
  /** How many entries were whole. */
  readonly kept: number;
  /** A sentence about each damaged file and entry, and about what is missing. */
  readonly problems: readonly string[];
  /** Where the files from before the repair are; undefined if nothing had to be repaired. */
  readonly movedTo: string | undefined;
}
