/** The one judge: what a record's examples, findings and selection add up to. Runs, merged shards, baselines and attestations all ask it. */
export { applyBaseline, type Baseline, baselineProblems, updatedBaseline } from './baseline.ts';
export { type Judgement, judge, judged, type UnjudgedRecord, worstOf } from './judge.ts';
export { judgedLoad, type LoadEnd, type UnjudgedLoad } from './load.ts';
export {
  clauseInReplay,
  clausesOfLoad,
  LOAD_CLAUSES,
  type LoadClauseId,
  type LoadClauseResult,
  type LoadFault,
  type LoadFound,
  type UnlistedFaults,
  unlistedFaults,
} from './load-clauses.ts';
export { mergeRecords } from './merge.ts';
export { exploredId, isFiltered, isPartial } from './selection.ts';
export { type Standing, standingOf } from './standing.ts';
