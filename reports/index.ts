/** The door of the reports: pure functions from a result record to text. */
export { renderBadgeJson, renderBadgeSvg } from './badge.ts';
export { renderSummary, type SummaryOptions } from './console.ts';
export { curlFor } from './curl.ts';
export { renderFailureCard, type Unmet, unmetExamples } from './failure-card.ts';
export { renderGithub } from './github.ts';
export { headline, shortVerdict } from './headline.ts';
export { renderJunit } from './junit.ts';
export { renderMarkdown } from './markdown.ts';
export { rerunCommand } from './rerun.ts';
