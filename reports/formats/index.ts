/** One renderer per report format. */
export { renderBadgeJson, renderBadgeSvg } from './badge.ts';
export { type BriefOptions, renderBrief } from './brief.ts';
export { attest, readChecklist, renderChecklist } from './checklist.ts';
export { type ClauseTest, type ClauseTests, clauseTests } from './clause-tests.ts';
export { renderSummary, type SummaryOptions } from './console.ts';
export { renderCtrf } from './ctrf.ts';
export { renderCucumberHtml } from './cucumber-html.ts';
export { changesBetween, isWorse, renderDiff } from './diff.ts';
export { renderGithub } from './github.ts';
export { renderJunit } from './junit.ts';
export { troubled } from './junit-outcome.ts';
export {
  type JunitCase,
  type JunitSuite,
  junitDocument,
  junitSuite,
  properties,
  seconds,
} from './junit-suite.ts';
export { killsByClause, renderKillTable } from './kill-table.ts';
export { renderLedger } from './ledger.ts';
export { renderMarkdown } from './markdown.ts';
