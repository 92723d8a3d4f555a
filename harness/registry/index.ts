/** The door of the clause registry: what a destination is graded on. */
export type { Clause, SourceReference } from './clause.ts';
export { isSentenceReference } from './clause.ts';
export { compareWithPage, type Drift, hasDrifted } from './drift.ts';
export { textOfHtml } from './html-text.ts';
export { KILLS_FILE, type KillTable, loadKills, loadKillTable } from './kills.ts';
export type { Registry } from './load.ts';
export { loadRegistry, parseRegistry } from './load.ts';
export { globMatcher, matchClauses } from './match.ts';
export { readPage } from './page.ts';
export { loadRequests, REQUESTS_FILE } from './requests.ts';
export { loadReviewedPage, type ReviewedPage } from './reviewed-page.ts';
export { unknownClause, unmatchedGlob } from './unknown-clause.ts';
