/** The worlds themselves, which only the emulator as a whole has. */
import { listWorlds, openWorld, removeWorld, showWorld } from '../../control/index.ts';
import { type ControlRoute, does } from './route.ts';

export const WORLD_ROUTES: readonly ControlRoute[] = [
  {
    path: '/worlds',
    methods: {
      GET: does('the worlds, without their keys; limit=, cursor=', ({ worlds, query }) =>
        listWorlds(worlds, query),
      ),
      POST: does(
        'opens a world: {"name"?, "seed"?, "clock"?, "choices"?, "ttl"?}; shows its keys and addresses once',
        ({ worlds, origin, body }) => openWorld(worlds, origin, body),
      ),
    },
  },
  {
    path: '/worlds/:world',
    methods: {
      GET: does('a world, without its keys', ({ world, origin }) => showWorld(world, origin)),
      DELETE: does('ends a world, with everything that it waits for', ({ worlds, world, origin }) =>
        removeWorld(worlds, world, origin),
      ),
    },
  },
];
