/** What no document settles: how the emulator behaves there. */
import { changeChoices, listChoices } from '../../control/index.ts';
import { type ControlRoute, does } from './route.ts';

export const CHOICE_ROUTES: readonly ControlRoute[] = [
  {
    path: '/choices',
    methods: {
      GET: does(
        'the choices with their values, and the variants and defects of the start, each with what it means',
        ({ core, options }) => listChoices(core, options),
      ),
      PATCH: does('changes choices for calls from now on: {"NAME": "VALUE"}', ({ core, options, body }) =>
        changeChoices(core, options, body),
      ),
    },
  },
];
