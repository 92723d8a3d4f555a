/** The report page: result records as one HTML file. */
export { lonePage } from './lone-page.ts';
export { renderPage } from './render-page.ts';
