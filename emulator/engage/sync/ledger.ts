/** What a sync works off: what each profile should have been told, against what it has been told. */

export interface Ledger {
  /** Profiles with a value now; of an audience its members. */
  readonly size: number;
  /** How many values the next sync would send. */
  waiting(): number;
  /** What the next sync would send, in order, without sending it. */
  preview(): Iterable<Change>;
  /** Has a value sent once more, for instance because of a new identifier. */
  repeat(id: string): void;
  /**
   * Settles what the sync that begins now is to send. Later changes are left to the next one, but that a first sync
   * takes in those who enter an audience meanwhile.
   */
  begin(): void;
  /** Takes out the next of them, which is then under way; nothing at the end. */
  next(): Change | undefined;
  /** Notes how it ended. What was not delivered is sent again by the next sync, whatever it then is. */
  settle(change: Change, isDelivered: boolean): void;
}

export interface Change {
  /** See `profile-id.ts`. */
  readonly id: string;
  readonly value: unknown;
}
