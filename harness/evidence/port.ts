/** The evidence port: three questions about what a destination stored (docs/contract.md section 4). */
import type { AccountRecord, EventRecord, UserRecord } from '../../schemas/index.ts';
import type { CredentialName, Recorder } from '../target/index.ts';

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
