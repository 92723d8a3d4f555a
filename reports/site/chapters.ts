/** The order in which the behaviours of the destination are told. */
import type { ClauseFacts } from '../parts/index.ts';
import { groupOf } from '../text/index.ts';

export interface Chapter {
  /** Name of its file, without the ending. */
  readonly slug: string;
  readonly title: string;
  /** What a reader finds in it. */
  readonly about: string;
  /** Groups of clauses, in reading order. */
  readonly groups: readonly string[];
}

const CHAPTERS: readonly Chapter[] = [
  {
    slug: 'getting-started',
    title: 'Getting started: connector and key',
    about:
      'A connector has one API key, and either allows or blocks users with free email providers. The key comes with every call.',
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
    title: 'Group: Accounts and who belongs to them',
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
    about: 'What Engage computes arrives as a property of the User, by identify.',
    groups: ['AST-AUD'],
  },
  {
    slug: 'errors',
    title: 'Transport, errors and repeats',
    about:
      'How calls arrive, how they are answered, and what happens to those that are wrong, late or doubled.',
    groups: ['AST-HTTP', 'AST-ERR', 'AST-RETRY', 'AST-DEL'],
  },
];

const REST = {
  slug: 'emulated-sides',
  title: "The emulator's own sides",
  about: 'What stands in front of the destination: Segment and Engage, as far as they are emulated.',
};

/** The chapters that have clauses; groups that no chapter tells come last, in one of their own. */
export function chaptersOf(clauses: readonly ClauseFacts[]): Chapter[] {
  const groups = [...new Set(clauses.map(groupOf))];
  const told = new Set(CHAPTERS.flatMap((chapter) => chapter.groups));
  const rest = { ...REST, groups: groups.filter((group) => !told.has(group)) };
  return [...CHAPTERS, rest].filter((chapter) => chapter.groups.some((group) => groups.includes(group)));
}

/** Where a clause is told: `identify.html#AST-IDENT-002`. It never changes, as ids do not. */
export function addressOf(id: string): string {
  const chapter = CHAPTERS.find(({ groups }) => groups.includes(groupOf({ id }))) ?? REST;
  return `${chapter.slug}.html#${id}`;
}
