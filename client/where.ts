/** Which calls are meant: conditions on their members. */
import { isObject, type JsonValue, shown } from './requests/index.ts';

/**
 * Conditions by the path of a member, such as `{ type: 'track', 'properties.plan': 'pro' }`; a call that satisfies all of
 * them is meant. A list can name members whose names contain a full stop: `[{ path: ['properties', 'a.b'], is: 1 }]`.
 */
export type CallConditions =
  | { readonly [path: string]: MemberCondition }
  | readonly { readonly path: string | readonly string[]; readonly is: MemberCondition }[];

/** Which requests a fault is for, as in an expectation. */
export type FaultConditions = CallConditions;

/** A JSON value that the member deeply equals, or operators that all must hold. */
export type MemberCondition = JsonValue | MemberOperators;

/** Operators of a condition. */
export interface MemberOperators {
  readonly $eq?: JsonValue;
  readonly $ne?: JsonValue;
  /** One of these values. */
  readonly $in?: readonly JsonValue[];
  /** Whether the member is there. */
  readonly $exists?: boolean;
  readonly $gt?: number | string;
  readonly $gte?: number | string;
  readonly $lt?: number | string;
  readonly $lte?: number | string;
  readonly $startsWith?: string;
  readonly $endsWith?: string;
  /** A part of a text, or a member of a list. */
  readonly $contains?: JsonValue;
}

/** Conditions as lines of a message: `event = "Signed Up"`. */
export function conditionLines(where: CallConditions | undefined): readonly string[] {
  if (where === undefined) return [];
  const entries: readonly (readonly [path: string | readonly string[], is: MemberCondition])[] = isList(where)
    ? where.map(({ path, is }) => [path, is] as const)
    : Object.entries(where);
  return entries.map(([path, is]) => `${pathInWords(path)} ${conditionInWords(is)}`);
}

/** A path as a message shows it; a name that could be misread is quoted. */
export function pathInWords(path: string | readonly string[]): string {
  if (typeof path === 'string') return path;
  return path.map((name) => (/^[\w $-]+$/.test(name) ? name : JSON.stringify(name))).join('.');
}

/** A condition as the end of a line: `= "pro"`, `$in ["pro","team"]`. */
export function conditionInWords(is: unknown): string {
  if (!isObject(is) || !Object.keys(is).some((name) => name.startsWith('$'))) return `= ${shown(is)}`;
  return Object.entries(is)
    .map(([operator, value]) => `${operator} ${shown(value)}`)
    .join(' and ');
}

function isList(
  where: CallConditions,
): where is readonly { readonly path: string | readonly string[]; readonly is: MemberCondition }[] {
  return Array.isArray(where);
}
