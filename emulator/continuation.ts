/** From an emulator to a snapshot of it, and from a snapshot on. */
import type { Result } from '../schemas/index.ts';
import type { Destination } from './astrolabe/index.ts';
import type { EmulatorClock } from './clock/index.ts';
import type { Engage } from './engage/index.ts';
import { digestOf } from './key-digest.ts';
import type { ResolvedOptions } from './options/index.ts';
import type { Instances, Segment } from './segment/index.ts';
import {
  createNamedSnapshots,
  FORMAT,
  inTurns,
  loadEngageInstance,
  loadInstance,
  type NamedSnapshots,
  numbered,
  obstacle,
  type Restored,
  type Snapshot,
  saveInstance,
  shifted,
  VERSION,
} from './snapshot/index.ts';
import { DEFAULT_ID, worldKey } from './world-keys.ts';

export interface Continuation {
  /** Everything that the emulator would continue from, without keys, as plain JSON of its own. */
  snapshot(): Snapshot;
  /**
   * Continues from a snapshot that was read: it replaces everything except settings, named snapshots and keys.
   *
   * @param newKey the API key of a connector that the snapshot has and the emulator has not. Default: made from a new id
   * @returns why nothing was restored, if nothing was
   */
  restore(snapshot: Snapshot, newKey?: (name: string) => string): Result<Restored>;
  /** Snapshots with a name; neither a reset nor a restore removes them. */
  readonly snapshots: NamedSnapshots;
}

interface ContinuedParts {
  readonly options: ResolvedOptions;
  readonly clock: EmulatorClock;
  readonly destination: Destination;
  readonly instances: Instances;
  readonly segment: Pick<Segment, 'save' | 'load' | 'beginDeliveries'>;
  readonly engage: Engage;
  readonly engageInstances: Instances;
  /** Forgets everything except the time and the timers, which the snapshot replaces. */
  readonly clear: () => void;
}

export function createContinuation(parts: ContinuedParts): Continuation {
  const { options, clock, destination, instances, segment, engage, engageInstances, clear } = parts;
  const { list: connectors } = destination.connectors;
  const ownKeys = new Map([
    ['allowing', options.apiKey],
    ['blocking', options.blockingApiKey],
    ['restricted', options.restrictedApiKey],
  ]);
  const { connectorOf } = destination;
  const engageInstance = () => engageInstances.list()[0] ?? options.engage.instance;

  /** It shares what will change: copy it, or write it, at once. */
  const capture = (): Snapshot =>
    numbered({
      format: FORMAT,
      version: VERSION,
      emulator: options.version,
      clock: clock.save(),
      connectors: destination.save(),
      ...segment.save(),
      instances: instances.list().map((instance) => saveInstance(instance, connectorOf)),
      engage: { ...engage.save(), instance: saveInstance(engageInstance(), connectorOf) },
    });

  /** In the order in which they were due. */
  const beginAll = (now: Snapshot): void => {
    const begin = segment.beginDeliveries();
    const turns = inTurns([
      ...now.deliveries.map((one) => ({
        turn: one.turn ?? -1,
        run: () => begin(one, engage.onEndOf(one.messageId)),
      })),
      ...now.engage.computed.map(({ turn, definition }) => ({
        turn,
        run: () => engage.schedule(definition.key),
      })),
    ]);
    for (const { run } of turns) run();
  };

  return {
    snapshot: () => copyOf(capture()),
    restore(given, newKey = () => worldKey('ck', DEFAULT_ID, options.ambient.ids())) {
      const problem = obstacle(given, connectors, options);
      if (problem !== undefined) return { problem };
      // Of its own, because calls change what is stored.
      const saved = copyOf(given);
      const digests = new Map(connectors.map((connector) => [connector.name, connector.apiKey]));
      const made = new Map<string, string>();
      const earlier = new Map(instances.list().map((instance) => [instance.id, instance]));
      const earlierEngage = engageInstance();
      clock.load(saved.clock);
      clear();
      const now = shifted(saved, clock.now() - saved.clock.now);
      destination.load(now.connectors, (name) => {
        const known = digests.get(name);
        if (known !== undefined) return known;
        const key = newKey(name);
        made.set(name, key);
        return digestOf(key);
      });
      segment.load(now);
      const keys = { connectorOf, keyOf: (name: string) => ownKeys.get(name) ?? made.get(name) };
      // One that was removed may be among those of the start, which are there again.
      const knownInstance = (id: string) => earlier.get(id) ?? instances.find(id);
      const loaded = now.instances.map((one) => loadInstance(one, knownInstance, keys));
      const own = loadEngageInstance(now.engage.instance, earlierEngage, keys);
      instances.load(loaded.flatMap(({ instance }) => instance ?? []));
      engageInstances.load([own.instance]);
      engage.load(now.engage);
      beginAll(now);
      return {
        value: {
          notes: [...loaded, own].flatMap(({ note }) => note ?? []),
          connectors: [...made].map(([name, key]) => ({ name, apiKey: key })),
        },
      };
    },
    snapshots: createNamedSnapshots(capture, options.limits),
  };
}

/** As it would be after it was written and read. */
function copyOf(snapshot: Snapshot): Snapshot {
  return JSON.parse(JSON.stringify(snapshot));
}
