/** Seeded generators: valid calls, calls that break one rule, journeys. The same seed gives the same calls. */
export { type Batch, batches } from './batches.ts';

export {
  CORPUS,
  type CorpusName,
  IDS,
  type IdEntry,
  idsInForms,
  inCallParts,
  type SweptProperty,
} from './corpora/index.ts';
export { TEXTS } from './custom-traits.ts';
export { journeys } from './journeys.ts';
export type { Colleague, Company } from './people.ts';
export { colleagues } from './population.ts';
export { type BrokenCall, brokenCalls, brokenRules, RULE_BREAKERS } from './rule-breakers.ts';
export { schemaOf } from './schema-of.ts';
export { shuffled, withRepeats } from './stream-order.ts';
export { take } from './take.ts';
export { unsupportedCalls } from './unsupported-calls.ts';
export { CALL_KINDS, type CallKind, validCalls } from './valid-calls.ts';
export { type Values, valuesFrom } from './values.ts';
