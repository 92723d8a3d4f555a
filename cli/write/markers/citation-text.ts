/** What a citation in somebody's document says, and why it should not be published. */
import type { CitationFormat, RequestForm } from '../../../reports/catalogue.ts';
import { type Citation, renderCitation } from '../../../reports/index.ts';
import { VERDICT_WORDS } from '../../../reports/text/index.ts';
import type { Verdict } from '../../../schemas/index.ts';

/** With these, what is cited is so. */
export const FINE: ReadonlySet<Verdict> = new Set(['pass', 'info']);

/** Without the verdict of a run: that has its day, and a document should not differ every day. */
export function citationText(
  { last: _, ...citation }: Citation,
  format: CitationFormat,
  form: RequestForm,
): string {
  return renderCitation(citation, format, form);
}

/** Why a citation should not be published; undefined if it may be. */
export function problemOf({ clause, example, last }: Citation): string | undefined {
  if (last !== undefined && !FINE.has(last.verdict)) {
    return `the verdict on ${clause.id} is "${VERDICT_WORDS[last.verdict]}" in the record of ${last.target}`;
  }
  if (example === undefined || FINE.has(example.verdict)) return undefined;
  return `the example ${example.id} does not pass any more: ${VERDICT_WORDS[example.verdict]}`;
}
