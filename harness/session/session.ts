/** Everything that the examples of one run share. */

import { createRedactor, type Redactor } from '../../safe-text/index.ts';
import { UnusableAdapter } from '../errors.ts';
import { type EvidencePort, noticeLoss, openEvidence, shareReads } from '../evidence/index.ts';
import type { Settings } from '../settings.ts';
import {
  type Credential,
  type CredentialName,
  createCallBudget,
  createHttpClient,
  createKeyLeaks,
  createNetworkLog,
  createPace,
  createRequestQueue,
  createRunEnd,
  createRunLimit,
  createSwitchedOn,
  createTarget,
  credentialsOf,
  cutWhenStopped,
  type HttpClient,
  type Identity,
  identityOf,
  type KeyLeaks,
  markedNaming,
  type Naming,
  type NetworkLog,
  type RunEnd,
  type SwitchedOn,
  secretsOf,
  sentKeysOf,
  type Tally,
  type Target,
  type Timing,
} from '../target/index.ts';
import { type ControlRun, minimalIdentify, runControls } from './controls.ts';
import type { FoundState } from './found-state.ts';

/** Connections per example that runs at the same time: some examples send several calls at once. */
const CONNECTIONS_EACH = 2;
const MOST_CONNECTIONS = 64;

/** With `--concurrency 1` everything goes through one connection, for servers that serve no second one. */
function connectionsFor(concurrency: number): number {
  return concurrency === 1 ? 1 : Math.min(concurrency * CONNECTIONS_EACH, MOST_CONNECTIONS);
}

/** One run against one target. */
export interface Session {
  readonly settings: Settings;
  readonly timing: Timing;
  readonly target: Target;
  /** Undefined for a run on responses only. */
  readonly evidence: EvidencePort | undefined;
  readonly credentials: ReadonlyMap<CredentialName, Credential>;
  readonly redactor: Redactor;
  /** Finds any key that the run sends, including the wrong ones. */
  readonly sentKeys: Pick<Redactor, 'find'>;
  /** Keys that responses of the run contained. */
  readonly keyLeaks: KeyLeaks;
  /** Whether the target said that faults are switched on. */
  readonly switchedOn: Pick<SwitchedOn, 'faults'>;
  readonly tally: Tally;
  /** What the network did to the run so far, and how long the target took. */
  readonly network: NetworkLog;
  /** Whether the run should end early. */
  readonly end: RunEnd;
  /** Why nothing can be read back any more; undefined while the source of evidence responds. */
  evidenceLost(): string | undefined;
  /** Identifiers for one example; other ones each time, because an example may run again. */
  identityFor(exampleId: string): Identity;
  /** The identifiers of a random sequence, by its number among those of this session. */
  identityOfSequence(number: number): Identity;
  /** What every identifier of an example begins with. */
  scopeOf(exampleId: string): string;
  /** Keeps what an example found stored at its end for the last look. */
  keepState(found: FoundState): void;
  foundStates(): readonly FoundState[];
  /** From now on equal reads are made once, or each by itself again. */
  shareReads(isShared: boolean): void;
  /** What the controls found; they run once, at the first call. */
  controls(): Promise<ControlRun>;
  close(): Promise<void>;
}

/** What a session needs besides its settings. */
interface SessionParts {
  readonly timing: Timing;
  /** True once the run should end early; examples that have not run are then blocked. */
  readonly stopped?: () => boolean;
  /** Sends the requests; default: over HTTP. */
  readonly client?: HttpClient;
  /** How identifiers are named; default: marked as test data of this run. */
  readonly naming?: Naming | undefined;
  /** The number of the shard that the session runs; default: the run has none. */
  readonly shard?: number | undefined;
  /** Examples that other shards of the run run too. */
  readonly inEveryShard?: readonly string[];
  /** Receives what an adapter prints; default: it is dropped. */
  readonly log?: (text: string) => void;
  /** How long the run may also explore, in milliseconds; default: not at all. */
  readonly exploreMs?: number | undefined;
}

/** How long the examples of a run may take if `--max-time` does not say it. */
const LONGEST_RUN_MS = 30 * 60_000;

/** Reads like that of an example, so that a destination cannot tell controls by their identifiers. */
const CONTROL_SCOPE = 'AST-IDENT-001.9';

/**
 * Opens a session; nothing is sent yet.
 *
 * @throws UnusableAdapter if the adapter of the settings cannot be loaded
 */
export async function openSession(settings: Settings, parts: SessionParts): Promise<Session> {
  const { timing, stopped = () => false, shard = '', log = () => {} } = parts;
  const controlScope = `${CONTROL_SCOPE}${shard}`;
  const { timeoutMs, concurrency, connection } = settings;
  const connections = connectionsFor(concurrency);
  const limit = createRunLimit(longestMs(settings, parts), timing.now);
  const end = createRunEnd(stopped, limit);
  const client =
    parts.client ??
    createHttpClient({
      timeoutMs,
      connections,
      connection,
      now: timing.now,
      onBytes: limit.received,
    });
  const unwatch = cutWhenStopped(client, end.stopped);
  const credentials = credentialsOf(settings);
  const redactor = createRedactor(secretsOf(settings));
  const tally: Tally = { call: 0, marker: 0, records: 0 };
  const network = createNetworkLog(redactor.redact);
  const sentKeys = createRedactor(sentKeysOf(settings));
  const keyLeaks = createKeyLeaks(sentKeys);
  const switchedOn = createSwitchedOn();
  const queue = createRequestQueue({
    client,
    pace: createPace(settings.rate, timing, end.stopped),
    redactor,
    timing,
    tally,
    network,
    ownHeaders: settings.connection.headers,
    budget: createCallBudget(settings.maxCalls),
    limit,
    ...end,
    inspect: keyLeaks.inspect,
    inspectAny: switchedOn.inspect,
  });
  const naming = parts.naming ?? markedNaming(settings.runId);
  const timesRun = new Map<string, number>();
  const identityFor = (exampleId: string) => {
    const times = (timesRun.get(exampleId) ?? 0) + 1;
    timesRun.set(exampleId, times);
    const own = parts.inEveryShard?.includes(exampleId) ? `${exampleId}-shard-${shard}` : exampleId;
    const scope = times === 1 ? own : `${own}-run-${times}`;
    return identityOf(settings.runId, scope, naming, timing.now);
  };
  const control = () => minimalIdentify(identityFor(controlScope));
  const target = createTarget(settings, credentials, { queue, network, timing, control });
  const evidence = await openEvidence(settings, {
    credentials,
    queue,
    network,
    timing,
    tally,
    end,
    limit,
    log: (text) => log(redactor.redact(text)),
  });
  if ('problem' in evidence) {
    unwatch();
    await client.close();
    throw new UnusableAdapter(evidence.problem);
  }
  const noticing = evidence.value && noticeLoss(evidence.value.port);
  const sharing = noticing && shareReads(noticing.port);
  const states: FoundState[] = [];
  let findings: Promise<ControlRun> | undefined;
  return {
    settings,
    timing,
    end,
    target,
    evidence: sharing?.port,
    credentials,
    redactor,
    sentKeys,
    keyLeaks,
    switchedOn,
    tally,
    network,
    evidenceLost: () => noticing?.lost(),
    identityFor,
    identityOfSequence: (number) => identityFor(`explored-${shard === '' ? '' : `${shard}-`}${number}`),
    scopeOf: naming.scopeOf,
    keepState: (found) => states.push(found),
    foundStates: () => states,
    shareReads: (isShared) => sharing?.share(isShared),
    controls() {
      findings ??= runControls({
        target,
        evidence: noticing?.port,
        identity: identityFor(controlScope),
        hasBlockingKey: settings.blockingApiKey !== undefined,
        settleMs: settings.settleMs,
        timing,
        end,
      });
      return findings;
    },
    async close() {
      unwatch();
      await Promise.all([client.close(), evidence.value?.close()]);
    },
  };
}

/** Without `--max-time`, exploring does not take from the time of the examples. */
function longestMs({ maxTimeMs }: Settings, { exploreMs = 0 }: SessionParts): number {
  return maxTimeMs ?? LONGEST_RUN_MS + exploreMs;
}

/** True if the run declared a way to read stored records. */
export function declaresReadback({ recordsUrl, adapter }: Settings): boolean {
  return recordsUrl !== undefined || adapter !== undefined;
}
