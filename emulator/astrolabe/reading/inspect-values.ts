/** Inspects every value of a body: nesting, number of members, damaged text, large integers. */
import type { JsonObject } from '../../../schemas/index.ts';
import type { Choices } from '../../choices/index.ts';
import type { Limits } from '../../limits.ts';
import type { Refusal } from '../call.ts';

const GRADED_DEPTH = 32;

interface Inspection {
  /** Accepted levels of nesting. */
  readonly depth: number;
  /** Accepted number of members and elements. */
  readonly members: number;
  readonly refuseDamagedText: boolean;
  readonly refuseLargeIntegers: boolean;
  /** Characters of JSON that cannot hold anything that is refused; 0 if every value must be looked at. */
  readonly harmlessLength: number;
}

/** What the choices refuse; the limits on depth and members apply whatever the choices are. */
export function planInspection(choices: Choices, limits: Pick<Limits, 'depth' | 'members'>): Inspection {
  const refusesDepth = choices['deep-nesting'] === 'refuse';
  const depth = refusesDepth ? Math.min(GRADED_DEPTH, limits.depth) : limits.depth;
  const { members } = limits;
  const refuseDamagedText = choices['damaged-text'] === 'refuse';
  const refuseLargeIntegers = choices['large-integer'] === 'refuse';
  const looksAtAll = refuseDamagedText || refuseLargeIntegers;
  // A level takes two characters, a member or an element at least one.
  const harmlessLength = looksAtAll ? 0 : Math.min(2 * depth, members);
  return { depth, members, refuseDamagedText, refuseLargeIntegers, harmlessLength };
}

/**
 * A refusal for the first value that is not accepted; undefined if all are.
 *
 * @param length characters of the JSON that it was; undefined if that is not known
 */
export function inspectValues(
  value: unknown,
  inspection: Inspection,
  length: number | undefined,
): Refusal | undefined {
  const { harmlessLength, members, depth } = inspection;
  if (length !== undefined && length <= harmlessLength) return undefined;
  if (harmlessLength > 0 && membersLeft(value, members, depth) >= 0) return undefined;
  return inspect(value, inspection, { members: 0 }, 0);
}

/**
 * Counts only, which nearly every call passes.
 *
 * @returns how many more members there may be; below 0 if there are too many, or too many levels
 */
function membersLeft(value: unknown, members: number, depth: number): number {
  if (typeof value !== 'object' || value === null) return members;
  if (depth === 0) return -1;
  let left = members;
  if (Array.isArray(value)) {
    left -= value.length;
    for (let index = 0; index < value.length && left >= 0; index += 1) {
      left = membersLeft(value[index], left, depth - 1);
    }
    return left;
  }
  for (const name in value) {
    const member = (value as JsonObject)[name];
    left = typeof member === 'object' ? membersLeft(member, left - 1, depth - 1) : left - 1;
    if (left < 0) return left;
  }
  return left;
}

/** The recursion is bounded by the accepted depth. */
function inspect(
  value: unknown,
  inspection: Inspection,
  seen: { members: number },
  level: number,
): Refusal | undefined {
  if (typeof value === 'string') return inspectText(value, inspection);
  if (typeof value === 'number') return inspectNumber(value, inspection);
  if (typeof value !== 'object' || value === null) return undefined;
  if (level >= inspection.depth) {
    return {
      error: 'nested-too-deeply',
      detail: `nest arrays and objects at most ${inspection.depth} levels deep`,
      rules: [inspection.depth === GRADED_DEPTH ? 'choice:deep-nesting=refuse' : 'limit:depth'],
    };
  }
  if (Array.isArray(value)) {
    seen.members += value.length;
    if (seen.members > inspection.members) return tooManyMembers(inspection);
    for (const item of value) {
      const refusal = inspect(item, inspection, seen, level + 1);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  }
  const members = value as JsonObject;
  const names = Object.keys(members);
  seen.members += names.length;
  if (seen.members > inspection.members) return tooManyMembers(inspection);
  for (const name of names) {
    const refusal = inspectText(name, inspection) ?? inspect(members[name], inspection, seen, level + 1);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function tooManyMembers({ members }: Inspection): Refusal {
  return {
    error: 'too-many-members',
    detail: `send at most ${members} members of objects and elements of arrays in all`,
    rules: ['limit:members'],
  };
}

function inspectText(text: string, { refuseDamagedText }: Inspection): Refusal | undefined {
  if (!refuseDamagedText || (text.isWellFormed() && !text.includes('\0'))) return undefined;
  return {
    error: 'text-damaged',
    detail: 'send strings without NUL and without lone surrogates',
    rules: ['choice:damaged-text=refuse'],
  };
}

function inspectNumber(number: number, { refuseLargeIntegers }: Inspection): Refusal | undefined {
  if (!refuseLargeIntegers || Math.abs(number) <= Number.MAX_SAFE_INTEGER) return undefined;
  return {
    error: 'integer-too-large',
    detail: 'send integers beyond 2^53 as strings',
    rules: ['choice:large-integer=refuse'],
  };
}
