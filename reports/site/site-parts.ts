/** What the documentation site is made from, as plain data. */
import type { ResultRecord } from '../../schemas/index.ts';
import type { OwnExamples } from '../journeys/index.ts';
import type { ClauseFacts } from '../parts/index.ts';

/** A behaviour that no document specifies, and what the emulator can do. */
export interface ChoiceFacts {
  readonly name: string;
  readonly default: string;
  readonly alternatives: readonly string[];
  /** A clause's id, or `never graded:` and the topic. */
  readonly about: string;
  readonly why: string;
}

export interface SchemaFacts {
  readonly name: string;
  readonly document: Readonly<Record<string, unknown>>;
}

export interface SiteParts {
  readonly clauses: readonly ClauseFacts[];
  readonly choices: readonly ChoiceFacts[];
  readonly schemas: readonly SchemaFacts[];
  /** The run whose examples and verdicts are shown. */
  readonly record: ResultRecord;
  /** Executed examples of the emulator's own sides, for the journeys; without them, their drawings say so. */
  readonly own?: OwnExamples | undefined;
  /** Handwritten texts, as Markdown that begins with its title. */
  readonly guides: readonly { readonly slug: string; readonly markdown: string }[];
}

/** A page before it is HTML. */
export interface SitePage {
  readonly slug: string;
  readonly title: string;
  readonly markdown: string;
  /** HTML by id, for images of the address `picture:ID`. */
  readonly pictures?: ReadonlyMap<string, string>;
}
