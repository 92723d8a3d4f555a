/** The report page: a result record as one HTML file. */
export { palette } from './assets.ts';
export { renderPage } from './render-page.ts';
