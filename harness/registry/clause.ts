/** The shapes of the clause registry, as `schemas/documents/clause-registry.schema.json` holds them. */
import type { EvidenceKind, Level, Provenance } from '../../schemas/index.ts';

/** A sentence of the Astrolabe page, counted and hashed by the rule in `docs/sources.md`. */
interface SentenceReference {
  readonly page: 'astrolabe';
  readonly paragraph: number;
  readonly sentence: number;
  /** SHA-256 of the sentence with white space folded, lower-case hexadecimal. */
  readonly sha256: string;
}

/** A section of any other page. */
interface HeadingReference {
  /** Short name of a source other than `astrolabe`. */
  readonly page: string;
  /** Which of the source's pages; absent where it has one, and where the heading is `unverified`. */
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
  /** Present on clauses that are judged first: if they fail, the rest cannot be judged. */
  readonly control?: true;
  readonly provenance: Provenance;
  /** Why the rule follows from its sources, or why it was assumed; absent where a source simply says it. */
  readonly argument?: string;
  readonly evidence: EvidenceKind;
  /** Empty only where the rule is assumed. */
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

/** A page, or several of one kind, that clauses rest on. */
export interface ClauseSource {
  readonly title: string;
  readonly publisher: string;
  /** What it settles, in this project's words. */
  readonly settles: string;
  /** The pages as they were read; absent where the text is kept elsewhere or nobody has read it. */
  readonly pages?: readonly { readonly title: string; readonly address: string }[];
}

/** Whether a reference points at a sentence of the Astrolabe page. */
export function isSentenceReference(reference: SourceReference): reference is SentenceReference {
  return reference.page === 'astrolabe';
}
