/** Defects in how names of properties of Users, Accounts and events are stored. */
import { changingProperties, DROPPED, type PropertyCall, renaming } from '../../property-kinds.ts';
import type { Defects } from '../defect.ts';
import { type ClauseOf, names, onEach, values } from './each-holder.ts';

const CLAUSE_OF: ClauseOf = { user: 'AST-IDENT-008', account: 'AST-GROUP-004', event: 'AST-TRACK-002' };
const ALL = ['user', 'account', 'event'] as const;
/** Users have defects of these kinds in `properties.ts`. */
const OTHERS = ['account', 'event'] as const;

/** Users and Accounts: a record of an event has a name and a time of its own in any store. */
const HOLDERS = ['user', 'account'] as const;

const OF_ROWS: ReadonlySet<string> = new Set(['id', 'version', 'created_at', 'updated_at', 'user_id']);
const RESERVED: ReadonlySet<string> = new Set(['order', 'select', 'from', 'where', 'table', 'group', 'user']);

export const NAME_DEFECTS = {
  ...onEach(
    'reserved-names-dropped',
    ALL,
    CLAUSE_OF,
    'Properties of {holder} whose name is reserved in SQL are not stored',
    values((value, name) => (RESERVED.has(name) ? DROPPED : value)),
  ),
  ...onEach(
    'row-names-dropped',
    HOLDERS,
    CLAUSE_OF,
    'Properties of {holder} with the name of a column of every row are not stored',
    values((value, name) => (OF_ROWS.has(name) ? DROPPED : value)),
  ),
  ...onEach(
    'inherited-names-lost',
    ALL,
    CLAUSE_OF,
    'Properties of {holder} with a name that every JavaScript object has are not stored',
    values((value, name) => (name in {} ? DROPPED : value)),
  ),
  ...onEach(
    'long-names-cut',
    ALL,
    CLAUSE_OF,
    'Names of properties of {holder} are cut after 63 characters',
    names((name) => name.slice(0, 63)),
  ),
  ...onEach(
    'names-trimmed',
    ALL,
    CLAUSE_OF,
    'Names of properties of {holder} lose white space at their edges',
    names((name) => name.trim()),
  ),
  ...onEach(
    'names-normalised',
    ALL,
    CLAUSE_OF,
    'Names of properties of {holder} are normalised to Unicode form C',
    names((name) => name.normalize('NFC')),
  ),
  ...onEach(
    'emoji-in-names-removed',
    ALL,
    CLAUSE_OF,
    'Characters beyond U+FFFF are removed from names of properties of {holder}',
    names((name) => name.replaceAll(/[\u{10000}-\u{10FFFF}]/gu, '')),
  ),
  ...onEach(
    'hyphens-become-underscores',
    ALL,
    CLAUSE_OF,
    'Hyphens in names of properties of {holder} become underscores',
    names((name) => name.replaceAll('-', '_')),
  ),
  ...onEach(
    'brackets-removed',
    ALL,
    CLAUSE_OF,
    'Brackets are removed from names of properties of {holder}',
    names((name) => name.replaceAll(/[[\]]/g, '')),
  ),
  ...onEach(
    'names-in-camel-case',
    ALL,
    CLAUSE_OF,
    'Names of properties of {holder} are stored in camel case',
    names((name) => name.replaceAll(/(?<=[a-z])_([a-z])/g, (_, letter: string) => letter.toUpperCase())),
  ),
  ...onEach('similar-names-merged', ALL, CLAUSE_OF, 'Names of {holder} that differ in case are one', merged),
  ...onEach(
    'names-lowercased',
    OTHERS,
    CLAUSE_OF,
    'Names of properties of {holder} are stored in lower case',
    names((name) => name.toLowerCase()),
  ),
  ...onEach(
    'dots-become-underscores',
    OTHERS,
    CLAUSE_OF,
    'Dots in names of properties of {holder} become underscores',
    names((name) => name.replaceAll('.', '_')),
  ),
  ...onEach(
    'dollar-names-dropped',
    OTHERS,
    CLAUSE_OF,
    'Properties of {holder} whose name begins with a dollar sign are not stored',
    values((value, name) => (name.startsWith('$') ? DROPPED : value)),
  ),
  ...onEach(
    'digits-prefixed',
    OTHERS,
    CLAUSE_OF,
    'Names of properties of {holder} that begin with a digit get an underscore before it',
    (call) => renaming(call, (name) => name.replace(/^(?=\d)/, '_')),
  ),
} as const satisfies Defects;

/** Keeps the first of several names that differ only in case, with the last of their values. */
function merged(call: PropertyCall) {
  return changingProperties(call, (properties) => {
    const firstOf = new Map<string, string>();
    for (const name of Object.keys(properties)) {
      const folded = name.toLowerCase();
      if (!firstOf.has(folded)) firstOf.set(folded, name);
    }
    if (firstOf.size === Object.keys(properties).length) return undefined;
    return Object.fromEntries(
      Object.entries(properties).map(([name, value]) => [firstOf.get(name.toLowerCase()) ?? name, value]),
    );
  });
}
