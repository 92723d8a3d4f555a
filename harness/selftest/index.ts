/** The door of the selftest: proves that the suite can fail a destination. */

export {
  gradeSubject,
  type SelftestParts,
  type SubjectResult,
  WRONG,
} from './selftest.ts';
export { requestsIn, type SmokeFigures, smokeFigures, smokeFrom } from './smoke-figures.ts';
export { type SelftestSubject, shardOf, subjectsOf } from './subjects.ts';
