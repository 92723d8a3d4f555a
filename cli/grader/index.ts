/** The door of the grader that `emulate` hands to the emulator. */
export { createGrader, type GraderParts } from './grader.ts';
