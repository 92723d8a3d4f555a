/** Defects in how objects, and arrays that contain objects, are stored. */
import { isObject } from '../../../../schemas/index.ts';
import { DROPPED, mapValues } from '../../property-kinds.ts';
import type { Defects } from '../defect.ts';
import { arrays, type ClauseOf, onEach, values } from './each-holder.ts';

/** No clause is about objects of Accounts. */
const CLAUSE_OF: ClauseOf = { user: 'AST-IDENT-015', account: 'AST-IDENT-015', event: 'AST-TRACK-002' };
const JUDGED = ['user', 'event'] as const;

export const OBJECT_DEFECTS = {
  ...onEach(
    'inner-objects-become-text',
    JUDGED,
    CLAUSE_OF,
    'Objects inside objects of {holder} are stored as JSON text',
    members((member) => (isObject(member) ? JSON.stringify(member) : member)),
  ),
  ...onEach(
    'inner-objects-dropped',
    JUDGED,
    CLAUSE_OF,
    'Objects inside objects of {holder} are not stored',
    members((member) => (isObject(member) ? DROPPED : member)),
  ),
  ...onEach(
    'inner-arrays-joined',
    JUDGED,
    CLAUSE_OF,
    'Arrays inside objects of {holder} become text with commas',
    members((member) => (Array.isArray(member) ? member.join(',') : member)),
  ),
  ...onEach(
    'inner-empty-dropped',
    JUDGED,
    CLAUSE_OF,
    'Members of objects of {holder} that are an empty string are not stored',
    members((member) => (member === '' ? DROPPED : member)),
  ),
  ...onEach(
    'empty-objects-dropped',
    JUDGED,
    CLAUSE_OF,
    'Properties of {holder} that are an empty object are not stored',
    values((value) => (isObject(value) && Object.keys(value).length === 0 ? DROPPED : value)),
  ),
  ...onEach(
    'objects-in-arrays-become-text',
    JUDGED,
    CLAUSE_OF,
    'Objects inside arrays of {holder} are stored as JSON text',
    arrays((items) => items.map((item) => (isObject(item) ? JSON.stringify(item) : item))),
  ),
} as const satisfies Defects;

function members(change: (member: unknown) => unknown) {
  return values((value) => (isObject(value) ? (mapValues(value, change) ?? value) : value));
}
