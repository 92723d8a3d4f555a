/** The emulator without sockets: destination, Segment's side and Engage around one clock and one journal. */
import { alterDestination, createDefectLog, type DefectLog } from './alterations/index.ts';
import { createDestination, type Destination } from './astrolabe/index.ts';
import { type ChoiceBoard, createChoiceBoard } from './choices/index.ts';
import { createClock, type EmulatorClock } from './clock/index.ts';
import { type Continuation, createContinuation } from './continuation.ts';
import type { Persistence } from './disk/index.ts';
import { createEngage, createEngageSource, type Engage } from './engage/index.ts';
import { createExpectations, type Expectations, type StartTimer } from './expect/index.ts';
import { createFaultDeliveries, createFaults, type Faults } from './faults/index.ts';
import {
  type BodyKeeper,
  type BodyRing,
  type CallWatch,
  createBodyRing,
  createCallWatch,
  createJournal,
  type Journal,
} from './history/index.ts';
import { createOnlookers, type Onlookers } from './onlookers.ts';
import { createKeyHider, type KeyHider, keysOf, type ResolvedOptions } from './options/index.ts';
import type { Forward } from './segment/index.ts';
import {
  type BodyShow,
  createBodyShow,
  createSegment,
  createSource,
  NO_PERSISTENCE,
  type Segment,
} from './segment/index.ts';

/** Members of Segment's side that only the core calls. */
type Inner = 'reset' | 'restore' | 'save' | 'load' | 'beginDeliveries';

export interface Core extends Omit<Segment, Inner>, Continuation {
  readonly clock: EmulatorClock;
  readonly choices: ChoiceBoard;
  readonly destination: Destination;
  readonly engage: Engage;
  readonly journal: Journal;
  /** Who watches what happens to calls. */
  readonly watch: CallWatch;
  /** The bodies of calls; undefined if they are not kept. */
  readonly bodies: BodyKeeper | undefined;
  /** What waits for calls. */
  readonly expectations: Expectations;
  /** The live view, and runs that grade. */
  readonly onlookers: Onlookers;
  /** Failures on demand. */
  readonly faults: Faults;
  /** The number of calls on which each enabled defect has acted. */
  readonly defects: Pick<DefectLog, 'counts'>;
  /** Hides every key of the emulator, of its instances and of all worlds in a text. */
  hideKeys(text: string): string;
  /** Shows the bodies of calls, without keys; each is for one request. */
  bodyShow(): BodyShow;
  /**
   * Deletes records, journal, traces, deliveries, timers, fault plans and counters, and puts back the choices of the start.
   * The clock keeps its time.
   */
  reset(): void;
  /** Stops every delivery, sync and timer. Waiting deliveries keep their state in the traces. May be called again. */
  stop(): void;
  /** Stops and forgets everything. */
  end(): void;
  /** Loads the persisted records, and persists every later change. Call it once, before the first request. */
  load(): Promise<void>;
  /** Continues the persisted deliveries. Call it once, when the start of the emulator can no longer fail. */
  resume(): void;
  /** Resolves once every change so far is persisted; undefined if none is pending, or there is no data directory. */
  saved(): Promise<void> | undefined;
}

/**
 * @param forward sends calls to endpoints outside the process
 * @param persistence persists records and waiting deliveries; without it they end with the process
 * @param ring keeps the bodies of calls; worlds share one
 * @param hider hides keys in what is shown; worlds share one
 */
export function createCore(
  options: ResolvedOptions,
  forward: Forward,
  persistence?: Persistence,
  ring: BodyRing = createBodyRing(options.limits.keptBodyBytes),
  hider: KeyHider = createKeyHider(),
): Core {
  const { apiKey, blockingApiKey, restrictedApiKey, limits, ambient } = options;
  const choices = createChoiceBoard(options.choices, () => destination.decided);
  const clock = createClock(ambient.clock, ambient.stopwatch);
  if (options.clockMode === 'frozen') clock.freeze(options.frozenAt);
  const watch = createCallWatch();
  const bodies = options.bodies ? ring.keeper() : undefined;
  const journal = createJournal(limits.journal, clock, watch, bodies);
  const keys = { apiKey, blockingApiKey, restrictedApiKey };
  const log = createDefectLog(options.defects);
  const { stopwatch } = ambient;
  const destination = createDestination({
    keys,
    choices: choices.now,
    limits,
    clock,
    onDecision(decision, inbound) {
      journal.record(decision, inbound.payload, destination.decided);
      for (const watcher of watch.watchers) watcher.answered?.(decision, inbound);
    },
    alter: alterDestination({ ...options, keys, clock, stopwatch, log }),
  });
  // A question to the Records API changes nothing else that the live view would tell of.
  const faults = createFaults(clock, () => onlookers.touch());
  const {
    reset: resetSegment,
    restore,
    engageInstances,
    save: saveSegment,
    load: loadSegment,
    beginDeliveries,
    ...segment
  } = createSegment({
    ...options,
    choices,
    clock,
    destination,
    watch,
    bodies,
    forward,
    faults: createFaultDeliveries({
      faults,
      timeout: options.timeout,
      onAnswer: (decision) => journal.record(decision),
    }),
    persistence: persistence?.deliveries ?? NO_PERSISTENCE,
    engageInstance: options.engage.instance,
    observe: (call, size) => engage.observe(call, size),
  });
  const source = createSource(`engage:${options.writeKey}`);
  const engage = createEngage({
    options: options.engage,
    clock,
    ids: ambient.ids,
    stopwatch,
    source: createEngageSource({
      ...segment,
      source,
      instances: engageInstances,
      choices: choices.now,
      clock,
      watch,
      bodies,
    }),
    instances: engageInstances,
  });
  const hiding = () => {
    const added = segment.instances.list().map((instance) => instance.apiKey);
    return hider.hiding([...keysOf(options), ...added]);
  };
  const bodyShow = () => createBodyShow(segment.bodyReader(), hiding());
  const expectations = createExpectations({
    kept: { traces: segment.traces, journal },
    watch,
    bodyReader: segment.bodyReader,
    bodyShow,
    isIdle: () => segment.engine.isIdle(clock.mode === 'real'),
    stopwatch,
    timer: realTimer,
    bodiesGone: options.bodies
      ? 'newer bodies needed the space (limits.keptBodyBytes)'
      : 'bodies are not kept (--no-bodies)',
  });
  const onlookers = createOnlookers({
    live: {
      traces: segment.traces,
      journal,
      watch,
      timer: realTimer,
      run: ambient.clock.now().toString(36),
    },
    grading: { grader: options.grader, keys, now: ambient.clock.now },
  });
  const clear = () => {
    destination.reset();
    choices.rebase();
    log.clear();
    faults.clear();
    resetSegment();
    engage.reset();
    journal.clear();
    persistence?.clear();
    expectations.end('reset');
    onlookers.clear();
  };
  const reset = () => {
    clock.clear();
    choices.reset();
    clear();
  };
  const continuation = createContinuation({
    options,
    clock,
    destination,
    instances: segment.instances,
    segment: { save: saveSegment, load: loadSegment, beginDeliveries },
    engage,
    engageInstances,
    clear,
  });
  const stop = () => {
    clock.stop();
    engage.stop();
    segment.engine.stop();
    expectations.end('closed');
    onlookers.stop();
  };
  return {
    ...segment,
    engageInstances,
    ...continuation,
    clock,
    choices,
    destination,
    engage,
    journal,
    watch,
    bodies,
    expectations,
    onlookers,
    hideKeys: (text) => hiding()(text),
    bodyShow,
    faults,
    defects: log,
    reset,
    stop,
    end() {
      stop();
      reset();
    },
    async load() {
      if (persistence === undefined) return;
      await persistence.loadRecords(destination.restore);
      destination.watch(persistence.watcherOf);
    },
    resume: () => persistence?.restoreDeliveries(restore),
    saved: () => persistence?.saved(),
  };
}

/** Real time even with a frozen clock, because the client waits in real time. */
const realTimer: StartTimer = (ms, run) => {
  const timeout = setTimeout(run, ms);
  return () => clearTimeout(timeout);
};
