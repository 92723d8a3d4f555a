/** Failures on demand: plans of what requests meet, and proof of which met it. */
export { faultAmong, faultAnswer } from './fault-answers.ts';
export { createFaultDeliveries, destinationFault, type FaultDeliveries } from './fault-deliveries.ts';
export { type FaultSubject, lets, type MetFault, type ReadPlan } from './fault-plan.ts';
export { createFaults, type Faults, MOST_PLANS, type ShownFault, type SpentEnd } from './faults.ts';
export { readPlan } from './read-plan.ts';
