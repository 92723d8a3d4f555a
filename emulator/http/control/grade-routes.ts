/** Runs of `verify` that a person begins on the page. */
import { beginGrade, readGrade, removeGrade } from '../../control/index.ts';
import { type ControlRoute, does } from './route.ts';

export const GRADE_ROUTES: readonly ControlRoute[] = [
  {
    path: '/grade',
    methods: {
      GET: does('the targets that can be graded, and the latest run, clause by clause', ({ world }) =>
        readGrade(world),
      ),
      POST: does(
        'grades the built-in destination, or a target of the configuration file: {"target"?, "confirm"?}',
        ({ world, body }) => beginGrade(world, body),
      ),
      DELETE: does('stops the run, the second time at once; forgets one that has ended', ({ world }) =>
        removeGrade(world),
      ),
    },
  },
];
