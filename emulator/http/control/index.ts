/** The routes of the control plane, which every world has: what each is for, and what answers it. */
import { AUDIENCE_ROUTES } from './audience-routes.ts';
import { CHOICE_ROUTES } from './choice-routes.ts';
import { CLOCK_ROUTES } from './clock-routes.ts';
import { CONNECTOR_ROUTES } from './connector-routes.ts';
import { EXPECT_ROUTES } from './expect-routes.ts';
import { FAULT_ROUTES } from './fault-routes.ts';
import { GRADE_ROUTES } from './grade-routes.ts';
import { HISTORY_ROUTES } from './history-routes.ts';
import { RECORD_ROUTES } from './record-routes.ts';
import type { ControlRoute } from './route.ts';
import { SEGMENT_ROUTES } from './segment-routes.ts';
import { SNAPSHOT_ROUTES } from './snapshot-routes.ts';

export type { ControlRequest, ControlRoute, Method } from './route.ts';
export { WORLD_ROUTES } from './world-routes.ts';

export const CONTROL_ROUTES: readonly ControlRoute[] = [
  ...HISTORY_ROUTES,
  ...RECORD_ROUTES,
  ...CONNECTOR_ROUTES,
  ...SEGMENT_ROUTES,
  ...CHOICE_ROUTES,
  ...CLOCK_ROUTES,
  ...SNAPSHOT_ROUTES,
  ...AUDIENCE_ROUTES,
  ...FAULT_ROUTES,
  ...EXPECT_ROUTES,
  ...GRADE_ROUTES,
];
