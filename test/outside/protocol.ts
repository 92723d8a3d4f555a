/** The messages between a test and the second process. */
import type { SelftestSubject, SubjectResult } from '../../harness/selftest/index.ts';
import type { DestinationOptions } from '../destination/index.ts';
import type { CommandResult } from '../run-in.ts';

export interface Actions {
  /** Runs a command line. */
  run(argv: readonly string[], env: Readonly<Record<string, string>>, cwd: string): Promise<CommandResult>;
  /** Starts a destination. */
  open(options: DestinationOptions): Promise<Opened>;
  /** How many requests have arrived at a destination so far. */
  requests(destination: number): Promise<number>;
  close(destination: number): Promise<void>;
  /** Grades a subject of the selftest. */
  grade(subject: SelftestSubject, changed?: ChangedFeatures): Promise<SubjectResult>;
}

/** Where a destination listens, and its keys. */
export interface Addresses {
  readonly baseUrl: string;
  readonly recordsUrl: string;
  readonly apiKey: string;
  readonly blockingApiKey?: string | undefined;
  readonly restrictedApiKey?: string | undefined;
}

/** A destination, and the number that identifies it in later messages. */
export interface Opened extends Addresses {
  readonly destination: number;
}

/** A copy of the features in which the scenarios of one clause were changed. */
export interface ChangedFeatures {
  /** The folder that holds `features/`. */
  readonly root: string;
  readonly clauseId: string;
}

/** A message from the test. */
export interface Request {
  readonly id: number;
  readonly action: keyof Actions;
  readonly args: readonly unknown[];
}

/** The response to the request with the same id. */
export type Reply = { readonly id: number } & ({ readonly value: unknown } | { readonly error: unknown });
