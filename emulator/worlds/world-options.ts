/** The options of a world: those of another one, with keys, choices, seed and clock of its own. */
import type { ResolvedOptions } from '../options/index.ts';
import { createRandom, type Instance } from '../segment/index.ts';
import { worldKey } from '../world-keys.ts';
import type { NewWorld } from './world.ts';

/** @param ids random ones: those of a seeded world would be no secret, and would come twice */
export function worldOptions(
  base: ResolvedOptions,
  id: string,
  world: NewWorld,
  ids: () => string,
): ResolvedOptions {
  const keys = {
    apiKey: worldKey('ak', id, ids()),
    blockingApiKey: worldKey('bk', id, ids()),
    restrictedApiKey: worldKey('rk', id, ids()),
    writeKey: worldKey('wk', id, ids()),
  };
  /** An instance with a key of the emulator's destination gets the same key of the world's. */
  const own = (instance: Instance): Instance =>
    instance.endpoint === 'built-in' ? { ...instance, apiKey: ownKey(instance.apiKey) } : instance;
  const ownKey = (key: string) => {
    if (key === base.apiKey) return keys.apiKey;
    if (key === base.blockingApiKey) return keys.blockingApiKey;
    return key === base.restrictedApiKey ? keys.restrictedApiKey : key;
  };
  const frozenAt = typeof world.clock === 'number' ? world.clock : undefined;
  return {
    ...base,
    ...keys,
    standard: own(base.standard),
    instances: base.instances.map(own),
    engage: { ...base.engage, instance: own(base.engage.instance) },
    choices:
      world.choices === undefined ? base.choices : Object.freeze({ ...base.choices, ...world.choices }),
    seed: world.seed ?? base.seed,
    ambient: {
      ...base.ambient,
      ids: world.seed === undefined ? ids : seededIds(world.seed),
    },
    clockMode: world.clock === undefined ? base.clockMode : world.clock === 'real' ? 'real' : 'frozen',
    frozenAt,
    // What a world stores ends with it.
    dataDir: undefined,
  };
}

/** Ids in the form of random UUIDs, the same for the same seed. */
function seededIds(seed: number): () => string {
  const random = createRandom(seed);
  const digits = (count: number) => {
    let text = '';
    while (text.length < count) text += Math.floor(random() * 16).toString(16);
    return text;
  };
  return () => `${digits(8)}-${digits(4)}-4${digits(3)}-a${digits(3)}-${digits(12)}`;
}
