/** The shapes of the clause registry; their schema is `schemas/documents/clause-registry.schema.json`. */
import type { EvidenceKind, Level, Provenance } from '../../schemas/index.ts';

/** A sentence of the Astrolabe page, counted and hashed by the rule in `docs/sources.md`. */
interface SentenceReference {
  readonly page: 'astrolabe';
  readonly paragraph: number;
  readonly sentence: number;
  /** SHA-256 of the sentence with its white space folded, in lower-case hexadecimal. */
  readonly sha256: string;
}

/** A section of any other page. */
interface HeadingReference {
  /** Short name of a source other than `astrolabe`. */
  readonly page: string;
  /** Which of the source's pages; absent if it has only one, or if the heading is `unverified`. */
  readonly title?: string;
  /** The heading under which the statement was read, or `unverified`. */
  readonly heading: string;
}

export type SourceReference = SentenceReference | HeadingReference;

export interface Clause {
  /** `AST-IDENT-002`: the id of its group, and a number that is never reused. */
  readonly id: string;
  readonly rule: string;
  readonly level: Level;
  /** Present if the clause is judged first: if it fails, the others cannot be judged. */
  readonly control?: true;
  readonly provenance: Provenance;
  /** Why the rule follows from its sources, or why it was assumed; absent if a source states it. */
  readonly argument?: string;
  readonly evidence: EvidenceKind;
  /** Empty only if the rule is assumed. */
  readonly source: readonly SourceReference[];
  /** Why no scenario grades the clause. */
  readonly unscenarioed?: string;
  /** When the clause applies, and other remarks for readers. */
  readonly note?: string;
}

export interface ClauseGroup {
  readonly id: string;
  readonly title: string;
}

/** A page, or several of one kind, that clauses cite. */
export interface ClauseSource {
  readonly title: string;
  readonly publisher: string;
  /** What it settles, in this project's words. */
  readonly settles: string;
  /** The pages that were read; absent if the text is kept elsewhere or was not read. */
  readonly pages?: readonly { readonly title: string; readonly address: string }[];
}

/** Whether a reference points at a sentence of the Astrolabe page. */
export function isSentenceReference(reference: SourceReference): reference is SentenceReference {
  return reference.page === 'astrolabe';
}
