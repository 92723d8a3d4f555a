/** The door of faults over HTTP: which requests meet one, and how it looks from outside. */
export { faultOfCall, faultOfPixel, faultOfQuestion, faultOfRequest } from './meet-fault.ts';
export { answerMet, markFaults } from './show-fault.ts';
