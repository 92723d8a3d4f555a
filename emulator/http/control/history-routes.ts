/** Whether the emulator runs, what it holds, and what happened. */
import { readJournal, readState, readTraces, resetState } from '../../control/index.ts';
import { type ControlRoute, does, ok } from './route.ts';

export const HISTORY_ROUTES: readonly ControlRoute[] = [
  {
    path: '/live',
    methods: { GET: does('whether the emulator is running', () => ok({ status: 'live' })) },
  },
  {
    path: '/ready',
    methods: { GET: does('whether the emulator is running', () => ok({ status: 'ready' })) },
  },
  {
    path: '/state',
    methods: {
      GET: does('counts, limits, and the choices, variants and defects in force', ({ core, options }) =>
        ok(readState(core, options)),
      ),
    },
  },
  {
    path: '/journal',
    methods: {
      GET: does(
        'the latest responses of the destination with their rules and, if they came to it directly, the bodies; and requests that met no route; bodies=false, limit=, cursor=',
        ({ core, query }) => readJournal(core, query),
      ),
    },
  },
  {
    path: '/traces',
    methods: {
      GET: does(
        'what happened to each call, and its bodies; messageId=, userId=, outcome=, bodies=false, limit=, cursor=',
        ({ core, query }) => readTraces(core, query),
      ),
    },
  },
  {
    path: '/reset',
    methods: {
      POST: does('forgets everything except the settings', ({ core }) => ok(resetState(core))),
    },
  },
];
