/** The documentation site. */
export { renderSite } from './render-site.ts';
export type { ChoiceFacts, SiteParts } from './site-parts.ts';
