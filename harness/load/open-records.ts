/** Reads the records of a load: any number of them, in flat memory, at a rate. */
import type { Result } from '../../schemas/index.ts';
import { BlockedExample } from '../errors.ts';
import { type Asking, type EvidencePort, openEvidence } from '../evidence/index.ts';
import type { Settings } from '../settings.ts';
import {
  createHttpClient,
  createNetworkLog,
  createPace,
  createRecorder,
  credentialsOf,
  type NetworkLog,
  type RequestQueue,
  type Timing,
} from '../target/index.ts';
import { requestInTurn } from './request-in-turn.ts';

/** A source of records that a load may ask for as long as it likes. */
export interface LoadRecords {
  readonly port: EvidencePort;
  /** For one question; nothing of it is kept. */
  asking(): Asking;
  /** Requests so far. */
  reads(): number;
  close(): Promise<void>;
}

interface LoadRecordsParts {
  readonly timing: Timing;
  readonly stopped: () => boolean;
  /** Receives what an adapter prints. */
  readonly log: (text: string) => void;
}

/** @returns the problem of an adapter that cannot be used; undefined if the settings name no source of records */
export async function openLoadRecords(
  settings: Settings,
  { timing, stopped, log }: LoadRecordsParts,
): Promise<Result<LoadRecords> | undefined> {
  const { connection, concurrency, rate, timeoutMs } = settings;
  const client = createHttpClient({ timeoutMs, connections: concurrency, connection, now: timing.now });
  const tally = { call: 0, marker: 0, records: 0 };
  const pace = createPace(rate, timing, stopped);
  const queue: RequestQueue = {
    markSentAgain() {},
    gaveUp: () => undefined,
    async send(bare) {
      const outgoing = { ...bare, headers: { ...connection.headers, ...bare.headers } };
      const answer = await requestInTurn({
        turn: pace.slot,
        isOver: stopped,
        send(how) {
          tally.records += 1;
          return client.send(outgoing, how);
        },
        hold: pace.pause,
        now: timing.now,
      });
      if (answer === undefined) throw new BlockedExample('it was stopped');
      return answer;
    },
  };
  const opened = await openEvidence(settings, {
    credentials: credentialsOf(settings),
    queue,
    network: forgetful(createNetworkLog((text) => text)),
    timing,
    tally,
    end: { stopped, whyStopped: () => 'it was stopped' },
    limit: { requested() {}, received() {} },
    log,
  });
  const close = async () => {
    if ('value' in opened) await opened.value?.close();
    await client.close();
  };
  if ('problem' in opened || opened.value === undefined) {
    await close();
    return 'problem' in opened ? opened : undefined;
  }
  const { port } = opened.value;
  const asking = (): Asking => ({ credential: 'the API key', recorder: createRecorder('reconcile') });
  return { value: { port, asking, reads: () => tally.records, close } };
}

/** A run lists its unsteady requests; a million reads must not. */
function forgetful(network: NetworkLog): NetworkLog {
  return { ...network, unsteady() {} };
}
