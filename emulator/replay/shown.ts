/** What a call changed, as readers see it. The console reads it, so it imports nothing else. */

/** The records that a call changed, once for each decision of the built-in destination about it. */
export interface CallRecords {
  /** In their order; none if the call did not reach the destination. */
  readonly decisions: readonly DecisionRecords[];
  /** Instances that deliver to another address: the emulator does not have the records there. */
  readonly elsewhere: readonly string[];
  /** Why the records before and after are not known, as a sentence; they are absent then. */
  readonly incomplete?: string | undefined;
}

export interface DecisionRecords {
  readonly at: string;
  /** Of the attempt, with the id of its instance; absent for a request to the destination itself. */
  readonly instance?: string | undefined;
  /** The name of the connector; absent if the key was unknown. */
  readonly connector?: string | undefined;
  /** What was answered; absent if the answer did not arrive. */
  readonly status?: number | undefined;
  /** What changed; empty if nothing did. Absent if it is not known. */
  readonly records?: readonly RecordChange[] | undefined;
  /** How many more records changed; absent if all are listed. */
  readonly notShown?: number | undefined;
  /** Whether a variant or a defect stored the call after the answer, or never. */
  readonly isWithheld?: true | undefined;
}

export interface RecordChange {
  /** `blocked`: that the connector remembers an ID as blocked. */
  readonly kind: 'user' | 'account' | 'event' | 'blocked';
  /** The userId or anonymousId, the groupId, or the messageId. */
  readonly id: string;
  /** As the Records API would have shown it before the call; absent if there was no record. */
  readonly before?: object | undefined;
  /** Afterwards; absent if the record was removed. */
  readonly after?: object | undefined;
  readonly changes: readonly MemberChange[];
}

export interface MemberChange {
  /** JSON pointer of the member; empty for the whole record. */
  readonly pointer: string;
  readonly what: 'added' | 'changed' | 'removed';
}
