/** The documentation site. */
export { renderSite } from './render-site.ts';
export type { SiteParts } from './site-parts.ts';
