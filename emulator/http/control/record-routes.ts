/** What is stored, by all connectors: the Records API answers with what one of them stores for one ID. */
import { listStored } from '../../control/index.ts';
import { type ControlRoute, does, streams } from './route.ts';

export const RECORD_ROUTES: readonly ControlRoute[] = [
  {
    path: '/users',
    methods: {
      GET: does(
        'the Users of all connectors; connector=, userId=, anonymousId=, text=, limit=, cursor=',
        ({ core, query }) => listStored(core, 'users', query),
      ),
    },
  },
  {
    path: '/accounts',
    methods: {
      GET: does(
        'the Accounts of all connectors; connector=, groupId=, text=, limit=, cursor=',
        ({ core, query }) => listStored(core, 'accounts', query),
      ),
    },
  },
  {
    path: '/events',
    methods: {
      GET: streams(
        does(
          'the events of all connectors; connector=, userId=, anonymousId=, event=, text=, first=newest, limit=, cursor=; with Accept: text/event-stream, what happens to calls, live',
          ({ core, query }) => listStored(core, 'events', query),
        ),
      ),
    },
  },
];
