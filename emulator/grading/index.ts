/** The door of grading: runs of `verify` that a person begins on the page, by a grader that is handed in. */
export type {
  GradeEnd,
  GradeKeys,
  GradeOrder,
  GradeOutcome,
  GradeRefusal,
  Grader,
  GradeWatcher,
  RunningGrade,
} from './grader.ts';
export { createGrading, type Grading, type GradingOptions, type WantedGrade } from './grading.ts';
export type {
  GradeClause,
  GradeResult,
  GradeRun,
  GradeTarget,
  GradeTargets,
  JudgedClause,
  LiveGrade,
  ShownGrade,
} from './shown.ts';
