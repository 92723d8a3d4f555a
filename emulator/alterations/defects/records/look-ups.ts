/** Defects in how IDs are looked up: each takes two IDs for one. */
import type { Alteration } from '../../alteration.ts';
import { changing, remembering } from '../../wrappers.ts';
import type { Defects } from '../defect.ts';
import { colliding, collidingGroups } from './identities.ts';

export const LOOK_UP_DEFECTS = {
  'user-id-trailing-space-cut': {
    what: 'Spaces at the end of a user ID are cut',
    breaks: 'AST-IDENT-009',
    alter: colliding((userId) => userId.trimEnd()),
  },
  'user-id-trailing-dot-cut': {
    what: 'Dots at the end of a user ID are cut',
    breaks: 'AST-IDENT-009',
    alter: colliding((userId) => userId.replace(/\.+$/, '')),
  },
  'user-id-cut-at-separator': {
    what: 'A user ID ends at its first colon, comma or semicolon',
    breaks: 'AST-IDENT-009',
    alter: colliding((userId) => userId.split(/[:,;]/, 1).join()),
  },
  'user-id-cut-at-128': {
    what: 'User IDs are cut after 128 characters',
    breaks: 'AST-IDENT-009',
    alter: colliding((userId) => userId.slice(0, 128)),
  },
  'user-id-zeros-cut': {
    what: 'Zeros before a number at the end of a user ID are cut',
    breaks: 'AST-IDENT-009',
    alter: colliding((userId) => userId.replace(/(?<![0-9a-z])0+(?=\d+$)/i, '')),
  },
  'numeric-user-id-as-number': {
    what: 'A user ID of digits only is read as a number',
    breaks: 'AST-IDENT-009',
    alter: colliding((userId) => (/^\d+$/.test(userId) ? String(Number(userId)) : userId)),
  },
  'address-as-user-id-in-lower-case': {
    what: 'A user ID that is an address is read in lower case',
    breaks: 'AST-IDENT-009',
    alter: colliding((userId) => (/^[^@ ]+@[^@ ]+$/.test(userId) ? userId.toLowerCase() : userId)),
  },
  'user-id-as-pattern': {
    what: 'A user ID is looked up with LIKE, so % and _ are wildcards',
    breaks: 'AST-IDENT-009',
    alter: remembering(() => {
      const find = finding(isLike);
      return changing('identify', ({ who, ...rest }) => {
        const known = who.userId === undefined ? undefined : find(who.userId);
        return known === undefined ? undefined : { ...rest, who: { ...who, userId: known } };
      });
    }),
  },
  'group-id-as-uuid': {
    what: 'A group ID that is a UUID is read in lower case',
    breaks: 'AST-GROUP-007',
    alter: collidingGroups((groupId) =>
      /^[\da-f]{8}(-[\da-f]{4,12}){4}$/i.test(groupId) ? groupId.toLowerCase() : groupId,
    ),
  },
  'group-id-trailing-space-cut': {
    what: 'Spaces at the end of a group ID are cut',
    breaks: 'AST-GROUP-007',
    alter: collidingGroups((groupId) => groupId.trimEnd()),
  },
  'group-id-cut-at-separator': {
    what: 'A group ID ends at its first vertical bar, question mark or hash',
    breaks: 'AST-GROUP-007',
    alter: collidingGroups((groupId) => groupId.split(/[|?#]/, 1).join()),
  },
  'group-id-cut-at-255': {
    what: 'Group IDs are cut after 255 characters',
    breaks: 'AST-GROUP-007',
    alter: collidingGroups((groupId) => groupId.slice(0, 255)),
  },
  'group-id-punctuation-folded': {
    what: 'Punctuation in a group ID is read as a hyphen',
    breaks: 'AST-GROUP-007',
    alter: collidingGroups((groupId) => groupId.replaceAll(/[-_. ]/g, '-')),
  },
  'group-id-as-glob': {
    what: 'A group ID is looked up as a glob, so * is a wildcard',
    breaks: 'AST-GROUP-007',
    alter: globbing(),
  },
} as const satisfies Defects;

function globbing(): Alteration {
  return remembering(() => {
    const find = finding((pattern, id) => patternOf(pattern, '*', '?').test(id));
    return changing('group', (mutation) => {
      const groupId = find(mutation.groupId);
      return groupId === undefined ? undefined : { ...mutation, groupId };
    });
  });
}

/** Returns a function that returns the earliest other id that an id finds. */
function finding(finds: (pattern: string, id: string) => boolean): (id: string) => string | undefined {
  const known = new Set<string>();
  return (id) => {
    const earlier = known.has(id) ? undefined : [...known].find((other) => finds(id, other));
    if (earlier === undefined) known.add(id);
    return earlier;
  };
}

function isLike(pattern: string, id: string): boolean {
  return patternOf(pattern, '%', '_').test(id);
}

function patternOf(text: string, any: string, one: string): RegExp {
  const parts = [...text].map((character) => {
    if (character === any) return '.*';
    return character === one ? '.' : character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`, 'su');
}
