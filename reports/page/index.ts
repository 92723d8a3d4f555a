/** The report page: result records as one HTML file. */
export { renderPage } from './render-page.ts';
