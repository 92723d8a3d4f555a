/** Clauses as passages for documents. */
export {
  type Citation,
  characteristics,
  citationsOf,
  type ExecutedExamples,
  lastWords,
  renderCitation,
  responseMessage,
} from './cite.ts';
