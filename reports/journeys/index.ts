/** The door of the journeys: the ways of a call as drawings of executed examples. */
export { OWN_JOURNEY_EXAMPLES } from './journey-table.ts';
export { type Journey, journeysOf, type OwnExamples } from './journeys.ts';
