/** Chapters of the site: groups of clauses in reading order. */
import type { ClauseFacts } from '../parts/index.ts';
import { groupOf } from '../text/index.ts';

export interface Chapter {
  /** Name of its file, without the ending. */
  readonly slug: string;
  readonly title: string;
  readonly about: string;
  /** Groups of clauses, in reading order. */
  readonly groups: readonly string[];
}

const CHAPTERS: readonly Chapter[] = [
  {
    slug: 'getting-started',
    title: 'Getting started: connector and key',
    about:
      'A connector has one API key, and either allows or blocks users with free email providers. Every call carries the key.',
    groups: ['AST-SETUP', 'AST-AUTH'],
  },
  {
    slug: 'identify',
    title: 'Identify: Users',
    about: 'An identify call creates a User or updates its properties.',
    groups: ['AST-IDENT'],
  },
  {
    slug: 'group',
    title: 'Group: Accounts and their Users',
    about: 'A group call creates an Account or updates its properties, and associates a User with it.',
    groups: ['AST-GROUP', 'AST-ASSOC'],
  },
  {
    slug: 'track',
    title: 'Track: events',
    about: 'A track call is recorded as an event of its user.',
    groups: ['AST-TRACK'],
  },
  {
    slug: 'audiences',
    title: 'Audiences and computed traits',
    about: 'Engage sends audiences and computed traits as properties of the User, in identify calls.',
    groups: ['AST-AUD'],
  },
  {
    slug: 'errors',
    title: 'Transport, errors and repeats',
    about: 'How calls arrive, how they are answered, and what happens to wrong, late and repeated calls.',
    groups: ['AST-HTTP', 'AST-ERR', 'AST-RETRY', 'AST-DEL'],
  },
];

const REST = {
  slug: 'emulated-sides',
  title: "The emulator's own sides",
  about: 'Segment and Engage, which send calls to the destination, as far as they are emulated.',
};

/** The chapters that have clauses; groups without a chapter are in one of their own at the end. */
export function chaptersOf(clauses: readonly ClauseFacts[]): Chapter[] {
  const groups = [...new Set(clauses.map(groupOf))];
  const assigned = new Set(CHAPTERS.flatMap((chapter) => chapter.groups));
  const rest = { ...REST, groups: groups.filter((group) => !assigned.has(group)) };
  return [...CHAPTERS, rest].filter((chapter) => chapter.groups.some((group) => groups.includes(group)));
}

/** Address of a clause: `identify.html#AST-IDENT-002`. It never changes, because ids do not. */
export function addressOf(id: string): string {
  const chapter = CHAPTERS.find(({ groups }) => groups.includes(groupOf({ id }))) ?? REST;
  return `${chapter.slug}.html#${id}`;
}
