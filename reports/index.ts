/** The door of the reports: pure functions from a result record to text. */
export {
  attest,
  CITATION_FORMATS,
  type Citation,
  type CitationFormat,
  changesBetween,
  citationsOf,
  isWorse,
  type KillRow,
  killsByClause,
  ledgerOf,
  readChecklist,
  renderBadgeJson,
  renderBadgeSvg,
  renderChecklist,
  renderCitation,
  renderCucumberHtml,
  renderDiff,
  renderGithub,
  renderJunit,
  renderKillTable,
  renderMarkdown,
  renderSummary,
  runOfChecklist,
  type SummaryOptions,
} from './formats/index.ts';
export { renderPage } from './page/index.ts';
export type { ClauseFacts, SourceFacts } from './parts/index.ts';
export {
  curlFor,
  headline,
  REQUEST_FORMS,
  type RequestForm,
  renderFailureCard,
  rerunCommand,
  shortVerdict,
  type Unmet,
  unmetExamples,
} from './parts/index.ts';
export type { ChoiceFacts, SiteParts } from './site/index.ts';
export { renderSite } from './site/index.ts';
export { oneLine } from './text/index.ts';
