/** How much the emulator takes before it says so; a limit that is reached never evicts a record. */

export interface Limits {
  /** Bytes of a request body, after decompression. */
  readonly bodyBytes: number;
  /** Bytes of one call at the ingress, by itself or as it would be on its own in a batch. */
  readonly callBytes: number;
  /** Bytes of a batch at the ingress, after decompression. */
  readonly batchBytes: number;
  /** Calls of a batch. */
  readonly batchCalls: number;
  /** Levels of arrays and objects within one another in a call. */
  readonly depth: number;
  /** Members of all objects of a call together, and elements of its arrays. */
  readonly members: number;
  /** Characters of an id, and of an event's name. */
  readonly idLength: number;
  /** Connections at a time; further ones are closed at once. */
  readonly connections: number;
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
  /** Calls whose way is remembered; older ones are dropped and counted. */
  readonly traces: number;
  /** messageIds by which duplicates are told; at least the newer half of them is remembered. */
  readonly messageIds: number;
  /** Deliveries that wait, for their turn or for a retry, before the ingress answers 429. */
  readonly deliveries: number;
  /** Bytes of the calls that wait, as far as the sizes of their batches tell. */
  readonly deliveryBytes: number;
  /** Destination instances. */
  readonly instances: number;
}

/** A JavaScript Map ends at 2^24 entries, so the collections end well before. */
export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 500 * 1024,
  callBytes: 32 * 1024,
  batchBytes: 500 * 1024,
  batchCalls: 2_500,
  depth: 1_000,
  // More than fit into the 32 KB of a call at the ingress, and fewer than would take a noticeable time.
  members: 10_000,
  idLength: 10_000,
  connections: 2_000,
  users: 5_000_000,
  blockedIds: 5_000_000,
  accounts: 5_000_000,
  memberships: 10_000_000,
  events: 10_000_000,
  journal: 10_000,
  traces: 100_000,
  messageIds: 1_000_000,
  deliveries: 100_000,
  deliveryBytes: 256 * 1024 * 1024,
  instances: 100,
};
