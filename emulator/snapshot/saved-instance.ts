/** Destination instances in a snapshot: whose key each uses, but never the key; and the way back. */
import type { Instance } from '../segment/index.ts';

export interface SavedInstance extends Pick<Instance, 'id' | 'name' | 'enabled'> {
  /** The address of one outside is not kept: whoever restores it has it, or leaves the instance out. */
  readonly endpoint: 'built-in' | 'outside';
  /** `unknown`: a key that belongs to no connector. */
  readonly key: 'connector' | 'none' | 'unknown';
  /** The connector whose key it is. */
  readonly connector?: string | undefined;
}

/** The connectors of an emulator, and their keys. */
interface ConnectorNames {
  /** The connector with this key; undefined if there is none. */
  connectorOf(apiKey: string): string | undefined;
  /** The key of a connector; undefined if it is not known. */
  keyOf(connector: string): string | undefined;
}

export function saveInstance(
  { id, name, enabled, endpoint, apiKey }: Instance,
  connectorOf: ConnectorNames['connectorOf'],
): SavedInstance {
  const connector = apiKey === '' ? undefined : connectorOf(apiKey);
  const key = apiKey === '' ? 'none' : connector === undefined ? 'unknown' : 'connector';
  return { id, name, enabled, endpoint: placeOf(endpoint), key, connector };
}

/** An instance as it can be restored, if it can be, and a sentence about what is missing. */
interface LoadedInstance {
  readonly instance?: Instance;
  readonly note?: string | undefined;
}

/** @param knownInstance those of the emulator that restores it: it may know a key or an address that a snapshot has not */
export function loadInstance(
  { id, name, enabled, endpoint, key, connector = '' }: SavedInstance,
  knownInstance: (id: string) => Instance | undefined,
  names: ConnectorNames,
): LoadedInstance {
  const known = knownInstance(id);
  const quoted = JSON.stringify(id);
  if (endpoint === 'outside') {
    if (known === undefined || known.endpoint === 'built-in') {
      return {
        note: `the instance ${quoted} is left out, because it delivers to an address that this emulator does not have: start it with the same instance`,
      };
    }
    return withKey({ id, name, enabled, endpoint: known.endpoint }, known.apiKey, key === 'none');
  }
  const built = { id, name, enabled, endpoint };
  const own = known?.endpoint === 'built-in' ? known.apiKey : '';
  const owner = own === '' ? undefined : names.connectorOf(own);
  if (key === 'connector') {
    return withKey(built, names.keyOf(connector) ?? (owner === connector ? own : ''), false);
  }
  const isForeign = own !== '' && owner === undefined;
  return withKey(built, key === 'unknown' && isForeign ? own : '', key === 'none');
}

/**
 * The instance of Engage, which every emulator has.
 *
 * @param own that of the emulator that restores it
 */
export function loadEngageInstance(
  saved: SavedInstance,
  own: Instance,
  names: ConnectorNames,
): LoadedInstance & { readonly instance: Instance } {
  const ownPlace = placeOf(own.endpoint);
  const { name, enabled } = saved;
  if (saved.endpoint !== ownPlace) {
    return {
      instance: { ...own, name, enabled: enabled && own.apiKey !== '' },
      note: `Engage delivers to ${place(ownPlace)} here, and not to ${place(saved.endpoint)} as in the snapshot`,
    };
  }
  const { instance = own, note } = loadInstance({ ...saved, id: own.id }, () => own, names);
  return { instance, note };
}

function placeOf(endpoint: Instance['endpoint']): SavedInstance['endpoint'] {
  return endpoint === 'built-in' ? 'built-in' : 'outside';
}

function place(endpoint: SavedInstance['endpoint']): string {
  return endpoint === 'outside' ? 'an address outside' : 'the built-in destination';
}

function withKey(instance: Omit<Instance, 'apiKey'>, apiKey: string, isWithout: boolean): LoadedInstance {
  if (isWithout) return { instance: { ...instance, apiKey: '' } };
  if (apiKey !== '') return { instance: { ...instance, apiKey } };
  return {
    instance: { ...instance, apiKey, enabled: false },
    note: `the instance ${JSON.stringify(instance.id)} is disabled, because its API key is not known here: PATCH it with an apiKey`,
  };
}
