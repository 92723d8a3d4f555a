/**
 * `astrolabe-conformance/test`: a world of its own for each test, in Node and in browsers.
 *
 * One of the places that read `process`: test runners do not pass on their environment.
 */
import { createOpenWorld, type TestWorld, type WorldOptions } from '../client/index.ts';
import { loadEmbedded } from './load-embedded.ts';

export {
  type AccountSearch,
  type AddedConnector,
  type AudienceMember,
  type CallConditions,
  type CallStory,
  type ClockMoved,
  type ClockReading,
  type ConnectorView,
  ControlError,
  type CreatedComputed,
  type DetailedAnswer,
  type DifferingMember,
  EmulatorUnreachable,
  type EngageView,
  type EventSearch,
  ExpectationUnmet,
  type ExpectOptions,
  type FailingPlace,
  type FaultConditions,
  type FaultState,
  type FetchLike,
  type ForkOptions,
  type FromConnector,
  type JournalLine,
  type JournalReading,
  type JsonValue,
  type MemberCondition,
  type MemberOperators,
  type MetExpectation,
  type MovedMembers,
  type NearCall,
  type NewAudience,
  type NewComputedTrait,
  type OutgoingCall,
  type PlannedAnswer,
  type PlannedFault,
  type PlannedPlace,
  type RecordSearch,
  type RefusedMember,
  type RequestMethod,
  type SetFault,
  type SnapshotDocument,
  type SnapshotView,
  type SpentRequest,
  type SpentStep,
  type SyncPreview,
  type TestWorld,
  type TraceSearch,
  type TraitComputation,
  type UserSearch,
  type WorldAccounts,
  type WorldAddresses,
  type WorldAudiences,
  type WorldCall,
  type WorldClock,
  type WorldComputedTraits,
  type WorldConnectors,
  type WorldEvents,
  type WorldFaults,
  type WorldOptions,
  type WorldSnapshots,
  type WorldUsers,
} from '../client/index.ts';

// Read when the module is loaded, so that no later mock of `fetch` reaches the client.
const { fetch } = globalThis;
const isNode = typeof process !== 'undefined' && typeof process.versions?.node === 'string';
const environment = isNode ? process.env : {};

const open = createOpenWorld({
  controlUrl: environment.ASTROLABE_CONTROL_URL || undefined,
  controlToken: environment.ASTROLABE_CONTROL_TOKEN || undefined,
  fetch: typeof fetch === 'function' ? (url, request) => fetch(url, request) : undefined,
  startEmbedded: isNode ? startEmbedded : undefined,
});

/**
 * Opens a world: an emulator's state of its own, with its own keys, ready at once. Nothing in it is seen in another world.
 *
 * The world is in the emulator of `controlUrl` or `ASTROLABE_CONTROL_URL`. Without them, Node starts one emulator on a free
 * port for the whole process, which does not keep the process alive.
 *
 * @throws ControlError if the emulator refuses an option
 * @throws EmulatorUnreachable if nothing answers at the control URL, or what answers is not an emulator
 */
export function openWorld(options?: WorldOptions): Promise<TestWorld> {
  return open(options);
}

async function startEmbedded(): Promise<{
  readonly controlUrl: string;
  readonly controlToken: string | undefined;
}> {
  const { startEmbeddedWorlds } = await loadEmbedded().catch((error: unknown) => {
    throw new Error(
      'openWorld cannot load the emulator of its package: a bundler must leave astrolabe-conformance out of its bundle (external), or pass controlUrl',
      { cause: error },
    );
  });
  return startEmbeddedWorlds();
}
