/** The door of the reports: pure functions from a result record to text. */
export * from './catalogue.ts';
export { type Citation, citationsOf, type ExecutedExamples, renderCitation } from './citing/index.ts';
export {
  attest,
  type ClauseTest,
  type ClauseTests,
  changesBetween,
  clauseTests,
  isWorse,
  killsByClause,
  readChecklist,
  renderBrief,
  renderDiff,
  renderKillTable,
  renderSummary,
} from './formats/index.ts';
export { type Journey, journeysOf, OWN_JOURNEY_EXAMPLES, type OwnExamples } from './journeys/index.ts';
export {
  renderLoadJunit,
  renderLoadMarkdown,
  renderLoadPage,
  renderLoadSummary,
} from './load/index.ts';
export { renderPage } from './page/index.ts';
export {
  type ClauseFacts,
  headline,
  type PastRun,
  pastRun,
  readPastRuns,
  type SourceFacts,
} from './parts/index.ts';
export {
  byVersion,
  type GuideFacts,
  isVersion,
  type PageFacts,
  renderSite,
  renderVersions,
  type SentenceFacts,
  type SiteParts,
  type SiteVersion,
} from './site/index.ts';
export { oneLine } from './text/index.ts';
