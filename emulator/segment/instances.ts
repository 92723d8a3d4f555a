/** Destination instances: where the calls of the source go. */

import type { Result } from '../../schemas/index.ts';

/** A destination instance in the workspace. `apiKey` is empty if none was set. */
export interface Instance {
  readonly id: string;
  readonly name: string;
  readonly apiKey: string;
  readonly enabled: boolean;
  /** The built-in destination, or an http(s) URL. Fixed at the start: whoever sets it makes the emulator post there. */
  readonly endpoint: 'built-in' | (string & {});
}

/** What can be changed while the emulator runs. */
export interface InstanceChange {
  readonly name?: string;
  readonly apiKey?: string;
  readonly enabled?: boolean;
}

export type InstanceProblem = 'instance-unknown' | 'instance-without-api-key' | 'instances-full';

export interface Instances {
  /** In the order in which they were added. */
  list(): readonly Instance[];
  find(id: string): Instance | undefined;
  /** Adds one at the built-in destination; with an API key it is enabled by default. */
  add(change: InstanceChange): Result<Instance, InstanceProblem>;
  change(id: string, change: InstanceChange): Result<Instance, InstanceProblem>;
  remove(id: string): Result<Instance, InstanceProblem>;
  /** Replaces all of them. */
  load(instances: readonly Instance[]): void;
  /** Restores the instances of the start. */
  reset(): void;
}

/** @param limit how many instances there may be */
export function createInstances(initial: readonly Instance[], ids: () => string, limit: number): Instances {
  const byId = new Map<string, Instance>();
  let inOrder: readonly Instance[] = [];

  const set = (instance: Instance): Result<Instance, InstanceProblem> => {
    if (instance.enabled && instance.apiKey === '') return { problem: 'instance-without-api-key' };
    byId.set(instance.id, instance);
    inOrder = [...byId.values()];
    return { value: instance };
  };

  const load = (instances: readonly Instance[]) => {
    byId.clear();
    for (const instance of instances) byId.set(instance.id, instance);
    inOrder = [...byId.values()];
  };
  load(initial);

  return {
    list: () => inOrder,
    find: (id) => byId.get(id),
    add({ name = 'Astrolabe', apiKey = '', enabled = apiKey !== '' }) {
      if (byId.size >= limit) return { problem: 'instances-full' };
      return set({ id: ids(), name, apiKey, enabled, endpoint: 'built-in' });
    },
    change(id, { name, apiKey, enabled }) {
      const known = byId.get(id);
      if (known === undefined) return { problem: 'instance-unknown' };
      return set({
        ...known,
        name: name ?? known.name,
        apiKey: apiKey ?? known.apiKey,
        enabled: enabled ?? known.enabled,
      });
    },
    remove(id) {
      const known = byId.get(id);
      if (known === undefined) return { problem: 'instance-unknown' };
      byId.delete(id);
      inOrder = [...byId.values()];
      return { value: known };
    },
    load,
    reset: () => load(initial),
  };
}
