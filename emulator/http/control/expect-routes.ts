/** Waiting for calls. */
import { expectCalls } from '../../control/index.ts';
import { type ControlRoute, does } from './route.ts';

export const EXPECT_ROUTES: readonly ControlRoute[] = [
  {
    path: '/expect',
    methods: {
      POST: does(
        'waits for calls: {"where"?, "stage"?, "times"?, "within"?, "quiet"?}, or for a fault plan: {"faultSpent", "within"?}',
        // A key that no world has is one that the default world does not know.
        ({ worlds, core, body, gone }) =>
          expectCalls(core, body, gone, () => worlds.standard.core.ingress.counts().unknownKey),
      ),
    },
  },
];
