/** What the registry knows of a clause, as plain data: reports do not read the registry themselves. */
import type { EvidenceKind, Level, Provenance } from '../../schemas/index.ts';

/** A place on which a clause rests. */
export interface SourceFacts {
  /** Publisher, page and place, such as `Twilio Segment, Spec: Group: Traits`. */
  readonly label: string;
  /** Where the page can be read, in the version that was read; absent where it has no address of its own. */
  readonly address?: string;
  /** Which version of the page was read, in words; absent where nobody has read it. */
  readonly version?: string;
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
  /** Why the rule follows from its sources, or why it was assumed. */
  readonly argument?: string;
  readonly note?: string;
  /** Why no scenario grades it. */
  readonly unscenarioed?: string;
  /** Empty only where the rule is assumed. */
  readonly sources: readonly SourceFacts[];
}
