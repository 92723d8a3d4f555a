/** Looks through a whole body for values that may not be held or may not be wanted. */
import type { JsonObject } from '../../../schemas/index.ts';
import type { Choices } from '../../choices/index.ts';
import type { Limits } from '../../limits.ts';
import type { Refusal } from '../call.ts';

const GRADED_DEPTH = 32;

export interface Inspection {
  /** Levels that are accepted. */
  readonly depth: number;
  /** Members and elements that are accepted. */
  readonly members: number;
  readonly refuseDamagedText: boolean;
  readonly refuseLargeIntegers: boolean;
}

/** What to look for, by the choices; the caps on depth and number hold whatever they say. */
export function planInspection(choices: Choices, limits: Pick<Limits, 'depth' | 'members'>): Inspection {
  const refusesDepth = choices['deep-nesting'] === 'refuse';
  return {
    depth: refusesDepth ? Math.min(GRADED_DEPTH, limits.depth) : limits.depth,
    members: limits.members,
    refuseDamagedText: choices['damaged-text'] === 'refuse',
    refuseLargeIntegers: choices['large-integer'] === 'refuse',
  };
}

/** The first thing that may not be, if there is one. */
export function inspectValues(value: unknown, inspection: Inspection): Refusal | undefined {
  return inspect(value, inspection, { members: 0 }, 0);
}

/** Recursion ends at the depth that is accepted. */
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
      detail: `keep arrays and objects within ${inspection.depth} levels`,
      rules: [inspection.depth === GRADED_DEPTH ? 'choice:deep-nesting=refuse' : 'limit:depth'],
    };
  }
  if (Array.isArray(value)) {
    seen.members += value.length;
    if (seen.members > inspection.members) return tooManyMembers(inspection);
    for (const item of value) {
      const finding = inspect(item, inspection, seen, level + 1);
      if (finding !== undefined) return finding;
    }
    return undefined;
  }
  const members = value as JsonObject;
  const names = Object.keys(members);
  seen.members += names.length;
  if (seen.members > inspection.members) return tooManyMembers(inspection);
  for (const name of names) {
    const finding = inspectText(name, inspection) ?? inspect(members[name], inspection, seen, level + 1);
    if (finding !== undefined) return finding;
  }
  return undefined;
}

function tooManyMembers({ members }: Inspection): Refusal {
  return {
    error: 'too-many-members',
    detail: `keep the members of all objects and the elements of all arrays within ${members}`,
    rules: ['limit:members'],
  };
}

function inspectText(text: string, { refuseDamagedText }: Inspection): Refusal | undefined {
  if (!refuseDamagedText || (text.isWellFormed() && !text.includes('\0'))) return undefined;
  return {
    error: 'text-damaged',
    detail: 'send text without NUL and without half surrogate pairs',
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
