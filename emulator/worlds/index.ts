/** Worlds: emulators of their own behind the addresses that they share. */

export { DEFAULT_ID, withoutWorldKeys, worldIdIn, worldKey } from '../world-keys.ts';
export { expiryOf, type NewWorld, type World } from './world.ts';
export { createWorlds, MOST_WORLDS, type Worlds } from './worlds.ts';
