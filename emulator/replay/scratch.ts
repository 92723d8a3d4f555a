/** A destination of its own that decides about calls again, with the options and the connectors of an emulator. */
import { alterDestination, createDefectLog } from '../alterations/index.ts';
import {
  type Connector,
  createDestination,
  type Decision,
  type Destination,
  type Inbound,
  type Parts,
  recordsOf,
  type Touched,
  type TouchedRecord,
  touchedBy,
} from '../astrolabe/index.ts';
import { createClock } from '../clock/index.ts';
import type { ResolvedOptions } from '../options/index.ts';
import { changesBetween } from './compare.ts';
import type { RecordChange } from './shown.ts';

/** A decision that was made again. */
export interface Redecided {
  readonly decision: Pick<Decision, 'status' | 'rules'>;
  /** Whether it said to store something, and nothing was stored at once. */
  readonly isWithheld: boolean;
  /** What was stored with it, for a decision that is watched. */
  readonly stored: readonly StoredAgain[];
}

/** What one mutation changed. */
interface StoredAgain {
  readonly connector: Connector;
  readonly touched: Touched;
  readonly changes: ReadonlyMap<string, RecordChange>;
}

export interface Scratch {
  /**
   * Decides about a call again.
   *
   * @param number of the connector among those of the emulator
   * @param isWatched whether to compare the records before and after
   */
  decide(at: number, number: number, payload: Inbound['payload'], isWatched: boolean): Promise<Redecided>;
  /** Lets time pass, with whatever is stored later. */
  moveTo(at: number): Promise<void>;
  /** The records of a connector of the emulator as they are here. */
  recordsOf(number: number, touched: Touched): readonly TouchedRecord[];
}

/** @param connectors those of the emulator */
export function createScratch(
  { apiKey, blockingApiKey, restrictedApiKey, ...options }: ResolvedOptions,
  connectors: readonly Connector[],
): Scratch {
  const { choices, limits, ambient } = options;
  const keys = { apiKey, blockingApiKey, restrictedApiKey };
  const clock = createClock({ now: () => 0 }, ambient.stopwatch);
  clock.freeze(0);
  let watched: Omit<StoredAgain, 'changes'>[] | undefined;
  let before: (readonly TouchedRecord[])[] = [];

  let applied = 0;
  const counting = (parts: Parts): Parts => ({
    ...parts,
    apply(connector, mutation) {
      applied += 1;
      parts.apply(connector, mutation);
    },
  });
  const watching = (parts: Parts): Parts => ({
    ...parts,
    apply(connector, mutation) {
      if (watched !== undefined) {
        const touched = touchedBy(connector.store, mutation);
        watched.push({ connector, touched });
        before.push(recordsOf(connector.store, touched));
      }
      parts.apply(connector, mutation);
    },
  });
  const log = createDefectLog(options.defects);
  const alter = alterDestination({ ...options, keys, clock, stopwatch: ambient.stopwatch, log });
  const destination: Destination = createDestination({
    ...{ keys, choices, limits, clock },
    onDecision() {},
    alter: (parts, list) => watching(alter?.(counting(parts), list) ?? counting(parts)),
  });
  const own = new Map<number, Connector>();
  for (const [index, connector] of connectors.entries()) {
    own.set(connector.number, destination.connectors.list[index] ?? destination.connectors.put(connector));
  }

  const moveTo = async (at: number): Promise<void> => {
    const { next } = clock.timers;
    if (next === undefined || next > at) clock.freeze(at);
    else await clock.move((now) => Math.max(now, at));
  };

  return {
    moveTo,
    async decide(at, number, payload, isWatched) {
      await moveTo(at);
      const connector = own.get(number);
      watched = isWatched ? [] : undefined;
      before = [];
      applied = 0;
      const decision = destination.deliver({
        method: 'POST',
        authorization: undefined,
        caller: connector && { connector },
        contentType: 'application/json',
        payload,
      });
      const stored = (watched ?? []).map((one, index) => ({
        ...one,
        changes: changesBetween(before[index] ?? [], recordsOf(one.connector.store, one.touched)),
      }));
      watched = undefined;
      return { decision, isWithheld: decision.mutation !== undefined && applied === 0, stored };
    },
    recordsOf(number, touched) {
      const connector = own.get(number);
      return connector === undefined ? [] : recordsOf(connector.store, touched);
    },
  };
}
