/** Segment's side: the source, the destination instances and their deliveries. */
import {
  addInstance,
  changeInstance,
  changeSource,
  listInstances,
  removeInstance,
  showSource,
  showWriteKey,
} from '../../control/index.ts';
import { type ControlRoute, does, ok } from './route.ts';

export const SEGMENT_ROUTES: readonly ControlRoute[] = [
  {
    path: '/deliveries',
    methods: {
      GET: does('how many deliveries each instance has, by state', ({ core }) =>
        ok({ instances: core.engine.counts() }),
      ),
    },
  },
  {
    path: '/instances',
    methods: {
      GET: does('the destination instances', ({ core: { instances, engage } }) =>
        listInstances([...instances.list(), ...engage.instances.list()]),
      ),
      POST: does('adds an instance: {"name"?, "apiKey"?, "enabled"?}', ({ core, body }) =>
        addInstance(core.instances, body),
      ),
    },
  },
  {
    path: '/instances/:id',
    methods: {
      PATCH: does(
        'changes an instance: {"name"?, "apiKey"?, "enabled"?}',
        ({ core: { instances, engage }, id, body }) =>
          changeInstance(engage.instances.find(id) === undefined ? instances : engage.instances, id, body),
      ),
      DELETE: does('removes an instance', ({ core, id }) => removeInstance(core.instances, id)),
    },
  },
  {
    path: '/source/write-key',
    methods: {
      GET: does("the source with its write key, as Segment's app shows it", ({ core, options }) =>
        showWriteKey(core.source, options),
      ),
    },
  },
  {
    path: '/source',
    methods: {
      GET: does('the source', ({ core }) => showSource(core.source)),
      PATCH: does('enables or disables the source: {"enabled"}', ({ core, body }) =>
        changeSource(core.source, body),
      ),
    },
  },
];
