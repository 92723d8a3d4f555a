/** Engage: its source and times, audiences and computed traits. */
import {
  addAudience,
  addTrait,
  listComputed,
  moveMembers,
  previewSync,
  removeComputed,
  showComputed,
  showEngage,
  syncNow,
} from '../../control/index.ts';
import { type ControlRoute, does } from './route.ts';

export const AUDIENCE_ROUTES: readonly ControlRoute[] = [
  {
    path: '/engage',
    methods: {
      GET: does("Engage's source, instance, times and profiles", ({ core }) => showEngage(core.engage)),
    },
  },
  {
    path: '/audiences',
    methods: {
      GET: does('the audiences', ({ core }) => listComputed(core.engage, 'audience')),
      POST: does(
        'creates an audience: {"name", "key"?, "members"? or "rule"?, "level"?, "as"?}',
        ({ core, body }) => addAudience(core.engage, body),
      ),
    },
  },
  {
    path: '/computed-traits',
    methods: {
      GET: does('the computed traits', ({ core }) => listComputed(core.engage, 'trait')),
      POST: does('creates a computed trait: {"name", "key"?, "formula"}', ({ core, body }) =>
        addTrait(core.engage, body),
      ),
    },
  },
  ...['/audiences', '/computed-traits'].flatMap(computedRoutes),
];

/** What audiences and computed traits have in common. */
function computedRoutes(path: string): readonly ControlRoute[] {
  return [
    {
      path: `${path}/:id`,
      methods: {
        GET: does('one of them by key or id, with the counts of its latest sync', ({ core, id }) =>
          showComputed(core.engage, id),
        ),
        DELETE: does('removes it, without a call', ({ core, id }) => removeComputed(core.engage, id)),
      },
    },
    {
      path: `${path}/:id/enter`,
      methods: {
        POST: does(
          'adds members: {"members": [{"userId"?, "anonymousId"?, "email"?, "emails"?}]}',
          ({ core, id, body }) => moveMembers(core.engage, id, body, 'enter'),
        ),
      },
    },
    {
      path: `${path}/:id/leave`,
      methods: {
        POST: does('removes members, with the same body', ({ core, id, body }) =>
          moveMembers(core.engage, id, body, 'leave'),
        ),
      },
    },
    {
      path: `${path}/:id/sync`,
      methods: { POST: does('begins a sync at once', ({ core, id }) => syncNow(core.engage, id)) },
    },
    {
      path: `${path}/:id/preview`,
      methods: {
        GET: does('what the next sync would send to whom; limit=', ({ core, id, query }) =>
          previewSync(core.engage, id, query),
        ),
      },
    },
  ];
}
