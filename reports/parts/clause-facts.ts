/** What the registry says about a clause, as plain data: reports do not read the registry. */
import type { EvidenceKind, Level, Provenance } from '../../schemas/index.ts';

/** A source of a clause. */
export interface SourceFacts {
  /** Publisher, page and heading, such as `Twilio Segment, Spec: Group: Traits`. */
  readonly label: string;
  /** URL of the page in the version that was read; absent if it has none. */
  readonly address?: string;
  /** Which version of the page was read, in words; absent if it was not read. */
  readonly version?: string;
  /** SHA-256 of the sentence of the Astrolabe page, if the source is one. */
  readonly sentence?: string;
}

/** A clause of the registry. Backquotes in its texts mark code. */
export interface ClauseFacts {
  readonly id: string;
  readonly rule: string;
  readonly level: Level;
  readonly provenance: Provenance;
  readonly evidence: EvidenceKind;
  /** Title of its group, such as `Users and their properties`. */
  readonly group: string;
  /** Why the rule follows from its sources, or why it is assumed. */
  readonly argument?: string;
  readonly note?: string;
  /** Why no scenario grades it. */
  readonly unscenarioed?: string;
  /** Empty only if the rule is assumed. */
  readonly sources: readonly SourceFacts[];
}
