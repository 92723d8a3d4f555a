/** The shapes of a finished run, as written to `conformance.json` (docs/contract.md section 6). */

/** The level of a clause: a broken MUST fails the run, a broken SHOULD warns, INFO is only observed. */
export type Level = 'MUST' | 'SHOULD' | 'INFO';

/** Where a rule comes from: a source sentence, an argument from one, or this project's own assumption. */
export type Provenance = 'documented' | 'inferred' | 'assumed';

/** What is needed to see whether a rule is satisfied: the response on the wire, or stored records. */
export type EvidenceKind = 'wire' | 'readback';

/** Verdicts of clauses and examples, worst first: the worst example decides its clause. */
export const VERDICTS_WORST_FIRST = [
  'fail',
  'warn',
  'harness-error',
  'blocked',
  'not-observable',
  'pass',
  'info',
  'not-applicable',
] as const;

/** The verdict on a clause or an example. */
export type Verdict = (typeof VERDICTS_WORST_FIRST)[number];

/** `known-failures`: a baseline excuses every failure of the run. */
export type RunVerdict =
  | 'conformant'
  | 'conformant-with-warnings'
  | 'known-failures'
  | 'nonconformant'
  | 'incomplete';

/**
 * `attestation`: only a person saw what the verdict says; `baseline`: nothing failed, and only the baseline itself is
 * out of date.
 */
export type VerdictBasis = 'attestation' | 'baseline' | 'exploration';

/** One request with its response, with every key already redacted. */
export interface Exchange {
  /** Why it was made: the `call` under examination, a `marker`, or a request for stored records. */
  readonly purpose: 'call' | 'marker' | 'records';
  /** ISO 8601 time of sending. */
  readonly startedAt: string;
  /** Milliseconds from sending to the end of the response; pauses that the target requested are not included. */
  readonly durationMs: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  /** Why there is no response: refused, reset, timed out, TLS … in words. */
  readonly failure?: string;
  /** Why the same request was sent again after this one; absent if it was not. */
  readonly sentAgain?: 'throttled' | 'unsteady' | 'reopened' | undefined;
}

/** What a failed example expected and what it observed. */
export interface Difference {
  readonly message: string;
  readonly expected?: unknown;
  readonly actual?: unknown;
}

/** The verdict on an example of a clause, with the evidence for it. */
export interface ExampleResult {
  /** Never reused: `AST-IDENT-002.1`, or `AST-IDENT-002.1/emoji` for the row `emoji` of an outline. */
  readonly id: string;
  readonly name: string;
  readonly verdict: Verdict;
  /** Why an example was not judged, or what an INFO example observed. */
  readonly reason?: string;
  /** Present if the verdict is `fail`, `warn` or `harness-error`. */
  readonly difference?: Difference;
  /** The example as Gherkin, line by line: steps with their keywords, tables and texts indented. */
  readonly steps: readonly string[];
  /** `features/20-identify/update.feature:12`. */
  readonly location: string;
  readonly durationMs: number;
  readonly exchanges: readonly Exchange[];
  /** What the short form of a run left out of it, such as `climbed to 10 of 32`. */
  readonly shortened?: string | undefined;
  /** What a person should see in the workspace, if the run could not look itself (`--checklist`). */
  readonly checklist?: readonly string[];
  /** What a person said about the checklist; never mixed with what the run observed. */
  readonly attestation?: Attestation;
}

/** What a person attests that the run could not see. */
export interface Attestation {
  readonly by: string;
  /** ISO 8601 date or time, as the person wrote it. */
  readonly at: string;
  /** True if everything on the checklist was present. */
  readonly holds: boolean;
}

/** What a baseline excuses; if it excuses every failure, the verdict is `known-failures`. */
export interface BaselineOutcome {
  readonly file: string;
  /** Ids of failing examples that the baseline excuses. */
  readonly excused: readonly string[];
  /** Entries that are stale, expired or unexpectedly passing, a sentence each; any of them fails the run. */
  readonly problems: readonly string[];
}

/** What the controls found before grading (docs/contract.md section 5); a member is present if its control failed. */
export interface ControlFindings {
  /** The target cannot be reached, or refuses the key that should work: everything is blocked, exit 4. */
  readonly unusable?: string | undefined;
  /** Right and wrong calls are answered in the same way: the run can never be called conformant. */
  readonly indifferent?: string | undefined;
  /** The declared evidence did not answer in the contract's shape: exit 3. */
  readonly evidenceFault?: string | undefined;
  /** The control's User did not become visible: AST-IDENT-001 fails and blocks every other read-back clause. */
  readonly invisibleUser?: string | undefined;
  /** Names of defects that the target says are switched on: it can never be called conformant. */
  readonly defects?: string | undefined;
  /** Names of fault plans that a response of the target named: the run can never be called conformant. */
  readonly faults?: string | undefined;
  /** After how many calls the target stopped responding: the run ends, and what it had not proven is blocked. */
  readonly gone?: string | undefined;
  /** The limit of time or of bytes at which the run ended; what it had not judged is blocked. */
  readonly limit?: string | undefined;
}

/** A request that should have been answered with success and was sent again (docs/contract.md section 2). */
export interface UnsteadyRequest {
  /** The example that sent it, or `control`. */
  readonly example: string;
  readonly purpose: Exchange['purpose'];
  /** What came instead of a success, such as `502 with an empty body`. */
  readonly came: string;
  /** True if a later attempt was answered with success. */
  readonly recovered: boolean;
}

/** What the network and the target's limits did to a run; nothing here is a verdict. */
export interface NetworkSummary {
  /** How many requests were unsteady. */
  readonly unsteady: number;
  /** The first of them, in the order of sending. */
  readonly firstUnsteady: readonly UnsteadyRequest[];
  /** Responses that asked to wait (429, or 503 with Retry-After). */
  readonly throttled: number;
  /** For how long they held the run back, in milliseconds. */
  readonly throttledMs: number;
  /** Requests that were sent again because an idle connection had been closed, which is not a fault. */
  readonly reopened: number;
}

/** How many durations lie above the limit before and at or below this one. */
export interface DurationBucket {
  readonly upToMs: number;
  readonly count: number;
}

/** How long the target took; the buckets are in ascending order, empty ones are left out. */
export interface LatencySummary {
  /** From sending a call to the end of its response. */
  readonly calls: readonly DurationBucket[];
  /** From the response to a call to the first look that found what it stored. */
  readonly visible: readonly DurationBucket[];
}

/** The shards of a run that a record holds. */
export interface ShardSelection {
  /** From 1. */
  readonly numbers: readonly number[];
  /** How many shards there are. */
  readonly of: number;
  /** How many examples all shards have together. */
  readonly examples: number;
  /** True if the record was judged as the whole run, and lacks a part of it. */
  readonly merged?: true | undefined;
}

/** The size of the suite that a run selected from. */
export interface SuiteSize {
  /** Ids of its clauses, in the order of the registry. */
  readonly clauses: readonly string[];
  /** How many examples its features have. */
  readonly examples: number;
}

/** A clause that was found broken, the path that reproduces the sequence, and how many calls it has. */
export interface ExplorationFinding {
  readonly clause: string;
  readonly path: string;
  readonly calls: number;
}

/** A summary of an exploration; its examples are listed under their clauses. */
export interface ExplorationSummary {
  /** Random sequences that were tried; those of shrinking are not counted. */
  readonly sequences: number;
  readonly calls: number;
  readonly seed: number;
  /** Requests that it cost: calls, markers and reads. */
  readonly requests?: number | undefined;
  /** Different pairs of an earlier and a later command in the sequences. */
  readonly pairs?: number | undefined;
  /** The first of the findings. */
  readonly finding?: ExplorationFinding | undefined;
  /** One for each clause that was found broken, if there are any. */
  readonly findings?: readonly ExplorationFinding[] | undefined;
  /** Why it ended before all sequences were tried. */
  readonly ended?: string | undefined;
}

/** The verdict on a clause, with its examples. */
export interface ClauseResult {
  readonly id: string;
  readonly level: Level;
  readonly provenance: Provenance;
  readonly evidence: EvidenceKind;
  readonly title: string;
  readonly verdict: Verdict;
  /** Defects of the emulator that this clause has been shown to catch (`selftest`); empty: unproven. */
  readonly provenBy?: readonly string[];
  readonly examples: readonly ExampleResult[];
}

/** A finished run: the content of `conformance.json`. */
export interface ResultRecord {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string; readonly contractDigest: string };
  readonly run: {
    readonly id: string;
    readonly seed: number;
    readonly startedAt: string;
    readonly durationMs: number;
    readonly evidence: EvidenceKind;
    readonly strict: boolean;
    /**
     * The words of a command line that set the same options again, without keys, selection, seed and reports; absent in
     * records of version 0.1.
     */
    readonly options?: readonly string[] | undefined;
    /** What was selected; empty members were not given. */
    readonly selection: {
      readonly clauses: readonly string[];
      readonly examples: readonly string[];
      readonly tags?: string;
      /** True for the smoke set: at most one example of each clause. */
      readonly smoke?: true | undefined;
      /** Present if only shards of it were run. */
      readonly shard?: ShardSelection | undefined;
    };
    /** The whole suite that examples were selected from; absent in records of version 0.1. */
    readonly suite?: SuiteSize | undefined;
    /** What the controls found; a member is present if its control failed. */
    readonly findings?: ControlFindings | undefined;
    /** True if the run was stopped before its end. */
    readonly stopped?: boolean | undefined;
    /** The process exit code that this run ends with (docs/contract.md section 5). */
    readonly exitCode: 0 | 1 | 2 | 3 | 4 | 5;
    /** Why the verdict is what it is, one sentence each; never empty if the verdict is `incomplete`. */
    readonly reasons: readonly string[];
    /** What the verdict rests on, if nothing that was observed explains it; absent otherwise. */
    readonly basis?: VerdictBasis | undefined;
    readonly baseline?: BaselineOutcome | undefined;
    /** Present if the run explored. */
    readonly exploration?: ExplorationSummary | undefined;
    /** Calls and read-backs that were sent. */
    readonly requests: { readonly calls: number; readonly markers: number; readonly records: number };
    /** Absent in records of version 0.1. */
    readonly network?: NetworkSummary | undefined;
    /** Absent in records of version 0.1. */
    readonly latency?: LatencySummary | undefined;
  };
  /** What was sent and seen before grading: the controls of docs/contract.md section 5. */
  readonly controls?: readonly Exchange[];
  readonly target: { readonly baseUrl: string; readonly recordsUrl?: string; readonly embedded: boolean };
  readonly verdict: RunVerdict;
  /** Clauses (not examples) by verdict. */
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly clauses: readonly ClauseResult[];
}
