/** Corpora: long tables of values, texts, names and objects that careless systems lose or change. */
export { inCallParts } from './call-parts.ts';
export { CORPUS, type CorpusName } from './corpora.ts';
export type { SweptProperty } from './entry.ts';
export { IDS, type IdEntry, idsInForms } from './ids.ts';
