/** Everything that the examples of one run share. */

import { type EvidencePort, openEvidence } from '../evidence/index.ts';
import type { Settings } from '../settings.ts';
import {
  type Credential,
  type CredentialName,
  createHttpClient,
  createPace,
  createRedactor,
  createRequestQueue,
  createTarget,
  credentialsOf,
  type Identity,
  identityOf,
  type Redactor,
  secretsOf,
  sentKeysOf,
  type Tally,
  type Target,
  type Timing,
} from '../target/index.ts';
import { type ControlRun, runControls } from './controls.ts';

/** Enough for examples that send several calls at once, in any number of lanes. */
const CONNECTIONS = 64;

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
  readonly tally: Tally;
  readonly stopped: () => boolean;
  /** Identifiers for one example. */
  identityFor(exampleId: string): Identity;
  /** What the controls found; they run once, at the first call. */
  controls(): Promise<ControlRun>;
  close(): Promise<void>;
}

/** What a session needs besides its settings. */
interface SessionParts {
  readonly timing: Timing;
  /** True once the run should end early; examples that have not run are then blocked. */
  readonly stopped?: () => boolean;
}

/** Opens a session. If an adapter cannot be loaded, the controls report it; nothing is thrown. */
export async function openSession(settings: Settings, parts: SessionParts): Promise<Session> {
  const { timing, stopped = () => false } = parts;
  const client = createHttpClient({ timeoutMs: settings.timeoutMs, connections: CONNECTIONS });
  const credentials = credentialsOf(settings);
  const redactor = createRedactor(secretsOf(settings));
  const tally: Tally = { call: 0, marker: 0, records: 0 };
  const queue = createRequestQueue({
    client,
    pace: createPace(settings.rate, timing),
    redactor,
    timing,
    tally,
  });
  const target = createTarget(settings, credentials, queue);
  const evidence = await openEvidence(settings, credentials, queue, timing);
  let lastNumber = 0;
  const counter = { next: () => ++lastNumber };
  const identityFor = (exampleId: string) => identityOf(settings.runId, exampleId, counter, timing.now);
  let findings: Promise<ControlRun> | undefined;
  return {
    settings,
    timing,
    stopped,
    target,
    evidence: 'value' in evidence ? evidence.value : undefined,
    credentials,
    redactor,
    sentKeys: createRedactor(sentKeysOf(settings)),
    tally,
    identityFor,
    controls() {
      findings ??= runControls({
        target,
        evidence,
        identity: identityFor('control'),
        settleMs: settings.settleMs,
        timing,
      });
      return findings;
    },
    close: () => client.close(),
  };
}

/** True if the run declared a way to read stored records. */
export function declaresReadback({ recordsUrl, adapter }: Settings): boolean {
  return recordsUrl !== undefined || adapter !== undefined;
}
