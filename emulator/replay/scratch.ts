/** A destination of its own that decides about calls again, with the options and the connectors of an emulator. */
import { alterDestination, createDefectLog } from '../alterations/index.ts';
import {
  allRecordsOf,
  type Connector,
  createDestination,
  type Decision,
  type Destination,
  type Inbound,
  type Parts,
  recordsOf,
  type Store,
  type TouchedRecord,
  touchedBy,
} from '../astrolabe/index.ts';
import type { Choices } from '../choices/index.ts';
import { createClock } from '../clock/index.ts';
import type { ResolvedOptions } from '../options/index.ts';
import { changesBetween } from './compare.ts';
import type { RecordChange } from './shown.ts';

/** A connector whose records may change. */
interface Looked extends Omit<StoredAgain, 'changes'> {
  readonly before: readonly TouchedRecord[];
}

/** A decision that was made again. */
export interface Redecided {
  readonly decision: Pick<Decision, 'status' | 'rules'>;
  /** Whether it said to store something, and nothing was stored at once. */
  readonly isWithheld: boolean;
  /** What was stored with it, for a decision that is watched. */
  readonly stored: readonly StoredAgain[];
}

/** What a call changed at one connector. */
interface StoredAgain {
  readonly connector: Connector;
  /** Reads the records that it may have changed. */
  readonly look: (store: Store) => readonly TouchedRecord[];
  readonly changes: ReadonlyMap<string, RecordChange>;
}

export interface Scratch {
  /**
   * Decides about a call again.
   *
   * @param number of the connector among those of the emulator
   * @param choices that were in force
   * @param isWatched whether to compare the records before and after
   */
  decide(
    at: number,
    number: number,
    payload: Inbound['payload'],
    choices: Choices,
    isWatched: boolean,
  ): Promise<Redecided>;
  /** Lets time pass, with whatever is stored later. */
  moveTo(at: number): Promise<void>;
}

/** @param connectors those of the emulator */
export function createScratch(
  { apiKey, blockingApiKey, restrictedApiKey, ...options }: ResolvedOptions,
  connectors: readonly Connector[],
): Scratch {
  const { limits, ambient } = options;
  const choices: Choices = { ...options.choices };
  let inForce: Choices | undefined;
  const keys = { apiKey, blockingApiKey, restrictedApiKey };
  const clock = createClock({ now: () => 0 }, ambient.stopwatch);
  clock.freeze(0);
  let watched: Looked[] | undefined;
  const watch = (connector: Connector, look: StoredAgain['look']) =>
    watched?.push({ connector, look, before: look(connector.store) });

  let applied = 0;
  const watching = (parts: Parts): Parts => ({
    ...parts,
    apply(connector, mutation) {
      applied += 1;
      if (watched !== undefined && alter === undefined) {
        const touched = touchedBy(connector.store, mutation);
        watch(connector, (store) => recordsOf(store, touched));
      }
      parts.apply(connector, mutation);
    },
  });
  const log = createDefectLog(options.defects);
  const alter = alterDestination({ ...options, keys, clock, stopwatch: ambient.stopwatch, log });
  const destination: Destination = createDestination({
    ...{ keys, choices, limits, clock },
    onDecision() {},
    alter: (parts, list) => alter?.(watching(parts), list) ?? watching(parts),
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
    async decide(at, number, payload, asked, isWatched) {
      await moveTo(at);
      if (asked !== inForce) Object.assign(choices, asked);
      inForce = asked;
      const connector = own.get(number);
      watched = isWatched ? [] : undefined;
      if (alter !== undefined) for (const one of own.values()) watch(one, allRecordsOf);
      applied = 0;
      const decision = destination.deliver({
        method: 'POST',
        authorization: undefined,
        caller: connector && { connector },
        contentType: 'application/json',
        payload,
      });
      const stored = (watched ?? []).map(({ before, ...one }) => ({
        ...one,
        changes: changesBetween(before, one.look(one.connector.store)),
      }));
      watched = undefined;
      return { decision, isWithheld: decision.mutation !== undefined && applied === 0, stored };
    },
  };
}
