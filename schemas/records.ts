/** The records that the Records API shows (docs/contract.md section 4). */

/** A User as the Records API shows it. */
export interface UserRecord {
  readonly userId?: string | null;
  readonly anonymousId?: string | null;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly accountIds: readonly string[];
}

/** An Account as the Records API shows it. */
export interface AccountRecord {
  readonly groupId: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly userIds: readonly string[];
}

/** An event as the Records API shows it. */
export interface EventRecord {
  readonly messageId?: string | null;
  readonly event: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly timestamp?: string | null;
  readonly userId?: string | null;
  readonly anonymousId?: string | null;
}
