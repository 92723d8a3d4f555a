/** Proves that the suite can fail: every defect is caught by its own clause, no lawful destination is failed. */

export {
  gradeSubject,
  type SelftestParts,
  type SubjectResult,
  WRONG,
} from './selftest.ts';
export { type SelftestSubject, shardOf, subjectsOf } from './subjects.ts';
