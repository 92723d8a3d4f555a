/** Whether an emulator has what a snapshot needs, and the snapshot in its time. */
import { CONNECTOR_NAMES, MOST_CONNECTORS, type SavedConnector } from '../astrolabe/index.ts';
import type { Limits } from '../limits.ts';
import type { Snapshot } from './snapshot.ts';

/** The connectors of the emulator that restores. */
type OwnConnectors = readonly Pick<SavedConnector, 'name' | 'freeEmail' | 'permitted'>[];

/** Why the emulator cannot continue from a snapshot; undefined if it can. */
export function obstacle(
  snapshot: Snapshot,
  own: OwnConnectors,
  { limits, dataDir }: { readonly limits: Limits; readonly dataDir: string | undefined },
): string | undefined {
  for (const name of CONNECTOR_NAMES) {
    if (!snapshot.connectors.some((one) => one.name === name)) {
      return `the snapshot has no connector ${name} in /connectors: ${TAKE_ANEW}`;
    }
  }
  if (snapshot.connectors.length > MOST_CONNECTORS) {
    return `the snapshot has more than ${MOST_CONNECTORS} /connectors: ${TAKE_ANEW}`;
  }
  for (const [index, saved] of snapshot.connectors.entries()) {
    const { name, records } = saved;
    const at = `/connectors/${index}`;
    const isFixed = CONNECTOR_NAMES.some((one) => one === name);
    if (!isFixed && dataDir !== undefined) {
      return `the snapshot has an added connector at ${at}, which a data directory cannot keep: restore it in a world, or in an emulator without one`;
    }
    const expected = own.find((one) => isFixed && one.name === name) ?? { ...saved, permitted: true };
    const different = (['freeEmail', 'permitted'] as const).find((one) => expected[one] !== saved[one]);
    if (different !== undefined) {
      return `a connector of this name has ${different} ${JSON.stringify(expected[different])} here, and not as at ${at}/${different}: remove the one, or change the other`;
    }
    const full = overfull(
      {
        users: records.users.length,
        blockedIds: records.blocked.length,
        accounts: records.accounts.length,
        memberships: records.memberships.length,
        events: records.events.length,
      },
      limits,
    );
    if (full !== undefined) return `the snapshot has ${full} at ${at}/records`;
  }
  return undefined;
}

const TAKE_ANEW = 'take it again with this emulator';

function overfull(
  sizes: Readonly<Partial<Record<keyof Limits, number>>>,
  limits: Limits,
): string | undefined {
  for (const [name, size] of Object.entries(sizes)) {
    const limit = limits[name as keyof Limits];
    if (size > limit) return `${size} ${name}, more than the ${limit} that the limit ${name} allows here,`;
  }
  return undefined;
}

/** The snapshot at another time, so that everything that waits has as long to wait as before. */
export function shifted(snapshot: Snapshot, ms: number): Snapshot {
  if (ms === 0) return snapshot;
  return {
    ...snapshot,
    deliveries: snapshot.deliveries.map(({ firstAt, dueAt, ...delivery }) => ({
      ...delivery,
      firstAt: delivery.attempts === 0 ? firstAt : firstAt + ms,
      dueAt: dueAt === undefined ? undefined : dueAt + ms,
    })),
    engage: {
      ...snapshot.engage,
      computed: snapshot.engage.computed.map((computed) => ({
        ...computed,
        nextSyncAt: computed.nextSyncAt + ms,
      })),
    },
  };
}
