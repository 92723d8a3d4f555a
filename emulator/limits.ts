/** How much the emulator takes before it says so; a limit that is reached never evicts a record. */

export interface Limits {
  /** Bytes of a request body, after decompression. */
  readonly bodyBytes: number;
  /** Levels of arrays and objects within one another in a call. */
  readonly depth: number;
  /** Users of one connector. */
  readonly users: number;
  /** Ids that a blocking connector remembers as refused. */
  readonly blockedIds: number;
  /** Accounts of one connector. */
  readonly accounts: number;
  /** Associations between Users and Accounts of one connector. */
  readonly memberships: number;
  /** Events of one connector. */
  readonly events: number;
  /** Answers that the journal remembers; older ones are dropped and counted. */
  readonly journal: number;
}

/** A JavaScript Map ends at 2^24 entries, so the collections end well before. */
export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 500 * 1024,
  depth: 1_000,
  users: 5_000_000,
  blockedIds: 5_000_000,
  accounts: 5_000_000,
  memberships: 10_000_000,
  events: 10_000_000,
  journal: 10_000,
};
