/** The report page: a result record as one HTML file. */
export { renderPage } from './render-page.ts';
