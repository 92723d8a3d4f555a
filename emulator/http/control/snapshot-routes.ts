/** Snapshots: what an emulator would continue from, under names. */
import {
  downloadSnapshot,
  forkWorld,
  listSnapshots,
  removeSnapshot,
  restoreSnapshot,
  takeSnapshot,
} from '../../control/index.ts';
import { type ControlRoute, does } from './route.ts';

export const SNAPSHOT_ROUTES: readonly ControlRoute[] = [
  {
    path: '/snapshots',
    methods: { GET: does('the snapshots, without their documents', ({ core }) => listSnapshots(core)) },
  },
  {
    path: '/snapshots/:id',
    methods: {
      POST: does('takes a snapshot under this name; replaces one of the same name', ({ world, id }) =>
        takeSnapshot(world, id),
      ),
      GET: does('the document of a snapshot, for emulate --snapshot', ({ core, id }) =>
        downloadSnapshot(core, id),
      ),
      DELETE: does('removes a snapshot', ({ core, id }) => removeSnapshot(core, id)),
    },
  },
  {
    path: '/snapshots/:id/restore',
    methods: {
      POST: does('continues from a snapshot: replaces everything except settings and keys', ({ world, id }) =>
        restoreSnapshot(world, id),
      ),
    },
  },
  {
    path: '/fork',
    methods: {
      POST: does(
        'opens a world that continues from here, or from a snapshot: {"name"?, "ttl"?, "snapshot"?}',
        ({ worlds, world, origin, body }) => forkWorld(worlds, world, origin, body),
      ),
    },
  },
];
