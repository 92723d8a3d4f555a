/** What the documentation site is made from, as plain data. */
import type { ResultRecord } from '../../schemas/index.ts';
import type { ExecutedExamples } from '../citing/index.ts';
import type { Journey } from '../journeys/index.ts';
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

/** A sentence of the Astrolabe page, and what rests on it. */
export interface SentenceFacts {
  /** Both count from 1, by the rule of `docs/sources.md`. */
  readonly paragraph: number;
  readonly sentence: number;
  readonly sha256: string;
  /** The sentence itself, if the reader has a copy of the page: the package has none. */
  readonly text?: string;
  /** The clauses that rest on it. */
  readonly clauses: readonly string[];
  /** Why no clause rests on it; absent if one does, or if nobody has reviewed it. */
  readonly reason?: string;
  /** True if the reader's copy of the page does not have it any more. */
  readonly isGone?: boolean;
}

/** The Astrolabe page as it was reviewed. */
export interface PageFacts {
  /** The day on which it was read, as YYYY-MM-DD. */
  readonly readOn: string;
  /** In the page's order. */
  readonly sentences: readonly SentenceFacts[];
}

/** A handwritten text, as Markdown that begins with its title. */
export interface GuideFacts {
  /** Its path below `docs/` without the ending: `citing`, `tutorials/first-run`. */
  readonly path: string;
  readonly markdown: string;
}

export interface SiteParts {
  readonly clauses: readonly ClauseFacts[];
  readonly choices: readonly ChoiceFacts[];
  readonly schemas: readonly SchemaFacts[];
  /** The run whose verdicts are shown. */
  readonly record: ResultRecord;
  /** The run whose examples are shown. */
  readonly executed: ExecutedExamples;
  readonly page: PageFacts;
  readonly journeys: readonly Journey[];
  readonly guides: readonly GuideFacts[];
  /** Version of this package. */
  readonly version: string;
  /** Address of the list of versions, relative to the site. Default: there is none. */
  readonly versionsAddress?: string;
}

/** Parts of the navigation, in their order. */
export const SECTIONS = ['Start', 'Tutorials', 'The contract', 'Reference', 'Guides'] as const;

/** A page before it is HTML. */
export interface SitePage {
  /** Name of its file, without the ending. */
  readonly slug: string;
  readonly title: string;
  readonly section: (typeof SECTIONS)[number];
  readonly markdown: string;
  /** HTML for the blocks `insert N` of the text. Default: the text has none. */
  readonly inserts?: readonly string[];
}
