/** The door of the reports: pure functions from a result record to text. */
export { renderBadgeJson, renderBadgeSvg } from './badge.ts';
export { attest, readChecklist, renderChecklist, runOfChecklist } from './checklist.ts';
export { renderSummary, type SummaryOptions } from './console.ts';
export { curlFor } from './curl.ts';
export { changesBetween, isWorse, renderDiff } from './diff.ts';
export { renderFailureCard, type Unmet, unmetExamples } from './failure-card.ts';
export { renderGithub } from './github.ts';
export { headline, shortVerdict } from './headline.ts';
export { renderJunit } from './junit.ts';
export { renderMarkdown } from './markdown.ts';
export { mergeRecords } from './merge.ts';
export { rerunCommand } from './rerun.ts';
