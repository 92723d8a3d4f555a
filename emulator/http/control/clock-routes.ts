/** The clock of everything that waits. */
import { advanceClock, setClock, showClock } from '../../control/index.ts';
import { type ControlRoute, does } from './route.ts';

export const CLOCK_ROUTES: readonly ControlRoute[] = [
  {
    path: '/clock',
    methods: {
      GET: does('the clock', ({ core }) => showClock(core.clock)),
      POST: does(
        'stops the clock with {"mode": "frozen"}, lets it run with {"mode": "real"}',
        ({ core, body }) => setClock(core.clock, body),
      ),
    },
  },
  {
    path: '/clock/advance',
    methods: {
      POST: does(
        'moves a frozen clock by {"by": "4h"} or to {"to": "2030-01-01T00:00:00Z"}, and lists what fired',
        ({ core, body }) => advanceClock(core.clock, body),
      ),
    },
  },
];
