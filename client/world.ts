/** A world: one emulator's state of its own, with everything that a test does with it. */
import { choicesOf, type WorldChoices } from './choices.ts';
import { clockOf, type WorldClock } from './clock.ts';
import { connectorsOf, type WorldConnectors } from './connectors.ts';
import { audiencesOf, computedTraitsOf, type WorldAudiences, type WorldComputedTraits } from './engage.ts';
import { type ExpectOptions, expectCalls, type MetExpectation } from './expectation.ts';
import { type FailingPlace, faultsOf, type PlannedPlace, placeOf, type WorldFaults } from './faults.ts';
import { type CallStory, type JournalReading, readJournal, readTraces, type TraceSearch } from './history.ts';
import {
  accountsOf,
  eventsOf,
  usersOf,
  type WorldAccounts,
  type WorldEvents,
  type WorldUsers,
} from './records.ts';
import { ask, ControlError, type Reach, type RequestMethod } from './requests/index.ts';
import { type OutgoingCall, sendCalls } from './send.ts';
import {
  restoreSnapshot,
  type SnapshotView,
  snapshotsOf,
  takeSnapshot,
  type WorldSnapshots,
} from './snapshots.ts';
import type { CallConditions } from './where.ts';

/** The addresses and keys of a world; no address ends with a slash. */
export interface WorldAddresses {
  /** Twelve lower-case letters and digits. */
  readonly id: string;
  readonly name?: string;
  /** The destination's static URL. */
  readonly baseUrl: string;
  /** The Records API. */
  readonly recordsUrl: string;
  /** Segment's ingress, without `/v1`; libraries call it their host. */
  readonly ingressUrl: string;
  /** The control plane of this world. */
  readonly controlUrl: string;
  /** Key of the connector that allows free email providers. */
  readonly apiKey: string;
  /** Key of the connector that blocks free email providers. */
  readonly blockingApiKey: string;
  /** A valid key that is answered 403. */
  readonly restrictedApiKey: string;
  /** Write key of the source in front of the destination: what a Segment library is given. */
  readonly writeKey: string;
}

/** How a world is forked. */
export interface ForkOptions {
  /** The name of the new world, for people. */
  readonly name?: string;
  /** How long the new world lives after its last use: `'10m'`, or milliseconds. */
  readonly ttl?: string | number;
  /** The snapshot to continue from. Default: the world as it is. */
  readonly snapshot?: string;
}

/** A world. `await using world = await openWorld()` closes it at the end of the block. */
export interface TestWorld extends WorldAddresses, AsyncDisposable {
  /**
   * Waits in the emulator until the calls are there: `expect({ type: 'track', event: 'Signed Up' })`. Calls that came
   * before count too. Default: at least one call is stored within five seconds.
   *
   * @throws ExpectationUnmet if they do not come; its message shows the nearest calls and how they differ
   */
  expect(where?: CallConditions, options?: ExpectOptions): Promise<MetExpectation>;
  /** Sends a call, or a list of them as batches, to the ingress; resolves when they are accepted. */
  send(calls: OutgoingCall | readonly OutgoingCall[]): Promise<void>;
  /** What the destination answers to deliveries: `destination.answers(503, 503, 'pass')`. */
  readonly destination: PlannedPlace;
  /** What the ingress answers: `ingress.answers({ status: 429, retryAfter: 2 })`. */
  readonly ingress: PlannedPlace;
  /** What the Records API answers. */
  readonly records: PlannedPlace;
  /** Faults by an id of your own. */
  readonly faults: WorldFaults;
  readonly clock: WorldClock;
  readonly users: WorldUsers;
  readonly accounts: WorldAccounts;
  readonly events: WorldEvents;
  readonly audiences: WorldAudiences;
  readonly computedTraits: WorldComputedTraits;
  readonly connectors: WorldConnectors;
  /** Behaviours that no document settles. */
  readonly choices: WorldChoices;
  /** What happened to each call, the oldest first. */
  traces(search?: TraceSearch): Promise<readonly CallStory[]>;
  /** The latest answers of the destination, and requests to addresses that do not exist. */
  journal(): Promise<JournalReading>;
  /** Keeps the world as it is under a name: records, clock, waiting deliveries, audiences. At most 20 for each world. */
  snapshot(name: string): Promise<SnapshotView>;
  /** Goes back to a snapshot. */
  restore(name: string): Promise<void>;
  readonly snapshots: WorldSnapshots;
  /** Opens a new world that continues from here, with keys of its own. */
  fork(options?: ForkOptions): Promise<TestWorld>;
  /** Forgets everything that happened; settings, keys and the time of the clock stay. */
  reset(): Promise<void>;
  /** Any other request to the control plane of this world: `control('GET', '/deliveries')`. */
  control(
    method: RequestMethod,
    path: string,
    body?: unknown,
  ): Promise<{ readonly [member: string]: unknown }>;
  /** Removes the world and all that is in it. May be called again. */
  close(): Promise<void>;
  /** The same, for `await using`. Absent on platforms without `Symbol.asyncDispose`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** What the control plane of a world does, without the keys of the world. */
export type ControlPlane = Pick<
  TestWorld,
  | 'expect'
  | 'faults'
  | 'clock'
  | 'users'
  | 'accounts'
  | 'events'
  | 'audiences'
  | 'computedTraits'
  | 'connectors'
  | 'choices'
  | 'traces'
  | 'journal'
  | 'snapshot'
  | 'restore'
  | 'snapshots'
  | 'reset'
  | 'control'
>;

/** @param reach of the control plane of a world */
export function controlPlaneAt(reach: Reach): ControlPlane {
  return {
    expect: (where, options) => expectCalls(reach, where, options),
    faults: faultsOf(reach),
    clock: clockOf(reach),
    users: usersOf(reach),
    accounts: accountsOf(reach),
    events: eventsOf(reach),
    audiences: audiencesOf(reach),
    computedTraits: computedTraitsOf(reach),
    connectors: connectorsOf(reach),
    choices: choicesOf(reach),
    traces: (search) => readTraces(reach, search),
    journal: () => readJournal(reach),
    snapshot: (snapshot) => takeSnapshot(reach, snapshot),
    restore: (snapshot) => restoreSnapshot(reach, snapshot),
    snapshots: snapshotsOf(reach),
    async reset() {
      await ask(reach, 'POST', '/reset');
    },
    control: async (method, path, body) => {
      if (path.startsWith('/')) return ask(reach, method, path, { body });
      throw new TypeError(
        `control: the path must begin with a slash, such as "/deliveries", not ${JSON.stringify(path)}`,
      );
    },
  };
}

/** @param reach how to reach the emulator; the requests go to the control plane of the world */
export function worldAt(addresses: WorldAddresses, { token, fetch }: Reach): TestWorld {
  const reach: Reach = { url: addresses.controlUrl, token, fetch };
  const plane = controlPlaneAt(reach);
  const counts = new Map<FailingPlace, number>();
  const nextId = (at: FailingPlace): string => {
    const count = (counts.get(at) ?? 0) + 1;
    counts.set(at, count);
    return count === 1 ? at : `${at}-${count}`;
  };
  const place = (at: FailingPlace) => placeOf(plane.faults, at, nextId);
  const close = async () => {
    try {
      await ask(reach, 'DELETE', '');
    } catch (error) {
      if (!(error instanceof ControlError) || error.code !== 'world-unknown') throw error;
    }
  };
  const { id, name, baseUrl, recordsUrl, ingressUrl, controlUrl } = addresses;
  const { apiKey, blockingApiKey, restrictedApiKey, writeKey } = addresses;
  const world: Omit<TestWorld, typeof Symbol.asyncDispose> = {
    id,
    ...(name === undefined ? {} : { name }),
    ...{ baseUrl, recordsUrl, ingressUrl, controlUrl },
    ...{ apiKey, blockingApiKey, restrictedApiKey, writeKey },
    ...plane,
    send: (calls) => sendCalls(fetch, addresses, calls),
    destination: place('destination'),
    ingress: place('ingress'),
    records: place('records'),
    fork: async (options = {}) => {
      const answer = await ask<{ readonly world: WorldAddresses }>(reach, 'POST', '/fork', { body: options });
      return worldAt(answer.world, reach);
    },
    close,
  };
  // A symbol that the platform does not have would become a method with the name "undefined".
  const { asyncDispose } = Symbol as { readonly asyncDispose?: typeof Symbol.asyncDispose };
  return Object.assign(world, asyncDispose === undefined ? {} : { [asyncDispose]: close }) as TestWorld;
}
