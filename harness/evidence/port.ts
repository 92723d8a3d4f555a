/** The evidence port: three questions about what a destination stored (docs/contract.md section 4). */
import type { CredentialName, Recorder } from '../target/index.ts';

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

/** Whose records to read. */
export type PersonQuery = { readonly userId: string } | { readonly anonymousId: string };

/** Which connector's records to read, and where to record the request. */
export interface Asking {
  readonly credential: CredentialName;
  readonly recorder: Recorder;
}

/**
 * Reads stored records. Every result is a list, empty if nothing matches.
 *
 * Each method throws EvidenceFault if the source does not answer as the contract requires.
 */
export interface EvidencePort {
  users(query: PersonQuery, asking: Asking): Promise<readonly UserRecord[]>;
  accounts(query: { readonly groupId: string }, asking: Asking): Promise<readonly AccountRecord[]>;
  events(query: PersonQuery, asking: Asking): Promise<readonly EventRecord[]>;
}

/** A source of evidence, and how to close it. */
export interface OpenEvidence {
  readonly port: EvidencePort;
  close(): Promise<void>;
}
