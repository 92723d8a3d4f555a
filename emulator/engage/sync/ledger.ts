/** What a sync works through: the value that each profile should have, against the one that was sent. */

export interface Ledger {
  /** Profiles with a value now; for an audience, its members. */
  readonly size: number;
  /** How many values the next sync would send. */
  waiting(): number;
  /** What the next sync would send, in order, without sending it. */
  preview(): Iterable<ValueChange>;
  /** Sends a value again, for instance because the profile has a new identifier. */
  repeat(id: string): void;
  /**
   * Decides what the sync that begins now sends. Later changes wait for the next sync; a first sync also includes
   * members who enter while it runs.
   */
  begin(): void;
  /** The next change, which is then under way; undefined at the end. */
  next(): ValueChange | undefined;
  /** Records how it ended. If it was not delivered, the next sync sends the value that is current then. */
  settle(change: ValueChange, isDelivered: boolean): void;
}

export interface ValueChange {
  /** See `profile-id.ts`. */
  readonly id: string;
  readonly value: unknown;
}
