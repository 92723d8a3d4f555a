/** The door of the reports: pure functions from a result record to text. */
export { renderBadgeJson, renderBadgeSvg } from './formats/badge.ts';
export { attest, readChecklist, renderChecklist, runOfChecklist } from './formats/checklist.ts';
export {
  CITATION_FORMATS,
  type Citation,
  type CitationFormat,
  citationsOf,
  renderCitation,
} from './formats/cite.ts';
export { renderSummary, type SummaryOptions } from './formats/console.ts';
export { changesBetween, isWorse, renderDiff } from './formats/diff.ts';
export { renderGithub } from './formats/github.ts';
export { renderJunit } from './formats/junit.ts';
export { type KillRow, killsByClause, renderKillTable } from './formats/kill-table.ts';
export { renderMarkdown } from './formats/markdown.ts';
export { renderPage } from './page/render-page.ts';
export type { ClauseFacts, SourceFacts } from './parts/clause-facts.ts';
export { curlFor } from './parts/curl.ts';
export { renderFailureCard, type Unmet, unmetExamples } from './parts/failure-card.ts';
export { headline, shortVerdict } from './parts/headline.ts';
export { mergeRecords } from './parts/merge.ts';
export { REQUEST_FORMS, type RequestForm } from './parts/request-forms.ts';
export { rerunCommand } from './parts/rerun.ts';
export { renderSite } from './site/render-site.ts';
export type { ChoiceFacts, SiteParts } from './site/site-parts.ts';
export { oneLine } from './text/plain.ts';
