/** Whether the emulator runs, what it holds, and what happened. */
import {
  readJournal,
  readState,
  readTraces,
  resetState,
  showCallRecords,
  showRequestRecords,
} from '../../control/index.ts';
import { PROBES } from '../answer-probe.ts';
import { type ControlRoute, does, ok } from './route.ts';

export const HISTORY_ROUTES: readonly ControlRoute[] = [
  {
    path: '/live',
    methods: { GET: does('whether the emulator is running', () => ok(PROBES['/live'])) },
  },
  {
    path: '/ready',
    methods: { GET: does('whether the emulator is running', () => ok(PROBES['/ready'])) },
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
        'the latest responses of the destination with their rules and, if they came to it directly, the bodies; and requests that met no route or that the ingress refused; bodies=false, limit=, cursor=',
        ({ core, query }) => readJournal(core, query),
      ),
    },
  },
  {
    path: '/traces',
    methods: {
      GET: does(
        'what happened to each call, and its bodies; messageId=, userId=, type=, groupId=, outcome=, bodies=false, first=newest, limit=, cursor=',
        ({ core, query }) => readTraces(core, query),
      ),
    },
  },
  {
    path: '/traces/:id/records',
    methods: {
      GET: does(
        'the records before and after a call, by the position of its trace',
        ({ core, options, id, gone }) => showCallRecords(core, options, id, gone),
      ),
    },
  },
  {
    path: '/journal/:id/records',
    methods: {
      GET: does(
        'the same for a request to the destination itself, by its position in the journal',
        ({ core, options, id, gone }) => showRequestRecords(core, options, id, gone),
      ),
    },
  },
  {
    path: '/reset',
    methods: {
      POST: does(
        'forgets everything except the settings, and puts back the choices of the start',
        ({ core }) => ok(resetState(core)),
      ),
    },
  },
];
