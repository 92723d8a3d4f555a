/** Defects in how a User's properties are stored. */
import { isObject } from '../../../../schemas/index.ts';
import { findUser } from '../../../astrolabe/index.ts';
import {
  changingProperties,
  changingValues,
  DROPPED,
  knownProperties,
  mapValues,
  renaming,
} from '../../property-kinds.ts';
import type { Defects } from '../defect.ts';

export const PROPERTY_DEFECTS = {
  'new-address-unverifies': {
    what: 'An identify with another address removes what an earlier one said about the person',
    breaks: 'AST-IDENT-003',
    alter: changingProperties('identify', (properties, input) => {
      const known = knownProperties(input);
      const isOther = known.email !== undefined && known.email !== properties.email;
      if (!isOther || properties.email === undefined || known.verified === undefined) return undefined;
      return { ...properties, verified: false };
    }),
  },
  'false-dropped': {
    what: 'Properties that are false are not stored',
    breaks: 'AST-IDENT-004',
    alter: changingValues('identify', (value) => (value === false ? DROPPED : value)),
  },
  'true-becomes-text': {
    what: 'true is stored as "true"',
    breaks: 'AST-IDENT-004',
    alter: changingValues('identify', (value) => (value === true ? 'true' : value)),
  },
  'zero-dropped': {
    what: 'Properties that are 0 are not stored',
    breaks: 'AST-IDENT-004',
    alter: changingValues('identify', (value) => (value === 0 ? DROPPED : value)),
  },
  'empty-text-dropped': {
    what: 'Properties that are an empty string are not stored',
    breaks: 'AST-IDENT-004',
    alter: changingValues('identify', (value) => (value === '' ? DROPPED : value)),
  },
  'numbers-become-text': {
    what: 'Numbers are stored as text',
    breaks: 'AST-IDENT-004',
    alter: changingValues('identify', (value) => (typeof value === 'number' ? String(value) : value)),
  },
  'numeric-text-becomes-number': {
    what: 'Text that contains only digits is stored as a number',
    breaks: 'AST-IDENT-004',
    alter: changingValues('identify', (value) =>
      typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
    ),
  },
  'large-numbers-rounded': {
    what: 'Numbers are stored in single precision',
    breaks: 'AST-IDENT-004',
    alter: changingValues('identify', (value) => (typeof value === 'number' ? Math.fround(value) : value)),
  },
  'dates-rewritten': {
    what: 'Milliseconds are added to text that is a date',
    breaks: 'AST-IDENT-004',
    alter: changingValues('identify', (value) =>
      typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:]+Z$/.test(value)
        ? value.replace('Z', '.000Z')
        : value,
    ),
  },
  'lists-become-sets': {
    what: 'Repeated items of an array are removed',
    breaks: 'AST-IDENT-004',
    alter: changingValues('identify', (value) =>
      Array.isArray(value) && new Set(value).size < value.length ? [...new Set(value)] : value,
    ),
  },
  'mixed-lists-become-text': {
    what: 'All items of an array with mixed types become text',
    breaks: 'AST-IDENT-004',
    alter: changingValues('identify', (value) =>
      Array.isArray(value) && new Set(value.map((item) => typeof item)).size > 1 ? value.map(String) : value,
    ),
  },
  'type-of-first-value-kept': {
    what: 'A property that was a number stays a number',
    breaks: 'AST-IDENT-004',
    alter: changingProperties('identify', (properties, { connector, call }) => {
      const known = findUser(connector.store, call)?.properties ?? {};
      return mapValues(properties, (value, name) =>
        typeof known[name] === 'number' && typeof value === 'string' ? Number(value) : value,
      );
    }),
  },
  'names-lowercased': {
    what: 'Property names are stored in lower case',
    breaks: 'AST-IDENT-008',
    alter: renaming('identify', (name) => name.toLowerCase()),
  },
  'dots-become-objects': {
    what: 'A property `a.b` becomes an object `a` with a member `b`',
    breaks: 'AST-IDENT-008',
    alter: changingProperties('identify', (properties) => {
      const entries = Object.entries(properties);
      if (!entries.some(([name]) => name.includes('.'))) return undefined;
      return Object.fromEntries(entries.map(([name, value]) => nested(name.split('.'), value)));
    }),
  },
  'spaces-become-underscores': {
    what: "Spaces in the names of a User's properties become underscores",
    breaks: 'AST-IDENT-008',
    alter: renaming('identify', (name) => name.replaceAll(' ', '_')),
  },
  'dollar-names-dropped': {
    what: 'Properties whose name begins with a dollar sign are treated as internal and not stored',
    breaks: 'AST-IDENT-008',
    alter: changingValues('identify', (value, name) => (name.startsWith('$') ? DROPPED : value)),
  },
  'accents-in-names-dropped': {
    what: 'Letters with accents are removed from property names',
    breaks: 'AST-IDENT-008',
    alter: renaming('identify', (name) => name.replaceAll(/[^\0-\u007F]/g, '')),
  },
  'objects-become-text': {
    what: 'A property that is an object is stored as JSON text',
    breaks: 'AST-IDENT-015',
    alter: changingValues('identify', (value) => (isObject(value) ? JSON.stringify(value) : value)),
  },
  'objects-flattened': {
    what: 'The members of an object become properties such as `address.city`',
    breaks: 'AST-IDENT-015',
    alter: changingProperties('identify', (properties) => {
      const entries = Object.entries(properties);
      if (!entries.some(([, value]) => isObject(value))) return undefined;
      return Object.fromEntries(entries.flatMap(([name, value]) => flattened(name, value)));
    }),
  },
  'false-in-objects-dropped': {
    what: 'Members of an object that are false are not stored',
    breaks: 'AST-IDENT-015',
    alter: changingValues('identify', (value) =>
      isObject(value)
        ? (mapValues(value, (member) => (member === false ? DROPPED : member)) ?? value)
        : value,
    ),
  },
} as const satisfies Defects;

function nested([name = '', ...rest]: readonly string[], value: unknown): [string, unknown] {
  return [name, rest.length === 0 ? value : Object.fromEntries([nested(rest, value)])];
}

function flattened(name: string, value: unknown): [string, unknown][] {
  if (!isObject(value)) return [[name, value]];
  return Object.entries(value).map(([member, inner]) => [`${name}.${member}`, inner]);
}
