/** The door of the reports of a load: pure functions from the record of load and reconcile to text. */
export { renderLoadJunit } from './load-junit.ts';
export { renderLoadMarkdown } from './load-markdown.ts';
export { renderLoadPage } from './load-page.ts';
export { renderLoadSummary } from './load-summary.ts';
