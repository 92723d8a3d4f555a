/** The door of the reports: pure functions from a result record to text. */
export { renderBadgeJson, renderBadgeSvg } from './badge.ts';
export { attest, readChecklist, renderChecklist, runOfChecklist } from './checklist.ts';
export {
  CITATION_FORMATS,
  type Citation,
  type CitationFormat,
  citationsOf,
  renderCitation,
} from './cite.ts';
export type { ClauseFacts, SourceFacts } from './clause-facts.ts';
export { renderSummary, type SummaryOptions } from './console.ts';
export { curlFor } from './curl.ts';
export { changesBetween, isWorse, renderDiff } from './diff.ts';
export { renderFailureCard, type Unmet, unmetExamples } from './failure-card.ts';
export { renderGithub } from './github.ts';
export { headline, shortVerdict } from './headline.ts';
export { renderJunit } from './junit.ts';
export { type KillRow, killsByClause, renderKillTable } from './kill-table.ts';
export { renderMarkdown } from './markdown.ts';
export { mergeRecords } from './merge.ts';
export { renderPage } from './page/render-page.ts';
export { oneLine } from './plain.ts';
export { REQUEST_FORMS, type RequestForm } from './request-forms.ts';
export { rerunCommand } from './rerun.ts';
export { renderSite } from './site/render-site.ts';
export type { ChoiceFacts, SiteParts } from './site/site-parts.ts';
