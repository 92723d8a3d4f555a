/** The documentation site. */
export { renderSite } from './render-site.ts';
export type { GuideFacts, PageFacts, SentenceFacts, SiteParts } from './site-parts.ts';
export { byVersion, isVersion, renderVersions, type SiteVersion } from './version-pages.ts';
