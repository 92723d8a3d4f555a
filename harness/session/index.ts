/** The door of the session: everything that the examples of one run share. */
export type { ControlRun } from './controls.ts';
export type { FoundState } from './found-state.ts';
export { type Gate, gateOf } from './gate.ts';
export { type LostState, takeLastLook } from './last-look.ts';
export { awaitMarker } from './marker.ts';
export { declaresReadback, openSession, type Session } from './session.ts';
export { sharedSession, shareSession } from './shared-sessions.ts';
