/** Defects that Users, Accounts and events can have alike: one for each of them, because a suite may check only one. */
import type { Alteration } from '../../alteration.ts';
import { changingValues, type PropertyCall, renaming } from '../../property-kinds.ts';
import type { DefectEntry } from '../defect.ts';

/** What has properties. */
export type Holder = 'user' | 'account' | 'event';

/** The clause about one thing, for each holder. */
export type ClauseOf = Readonly<Record<Holder, `AST-${string}`>>;

const CALL_OF: Readonly<Record<Holder, PropertyCall>> = {
  user: 'identify',
  account: 'group',
  event: 'track',
};

/**
 * One defect for each holder, such as `account-arrays-sorted` for `arrays-sorted`.
 *
 * @param what what the destination does, with `{holder}` for `a User`, `an Account` or `an event`
 */
export function onEach<Name extends string, Each extends Holder>(
  name: Name,
  holders: readonly Each[],
  clauseOf: ClauseOf,
  what: string,
  alter: (call: PropertyCall) => Alteration,
): Readonly<Record<`${Each}-${Name}`, DefectEntry>> {
  const defects = holders.map((holder): [string, DefectEntry] => {
    const subject = `${holder === 'user' ? 'a' : 'an'} ${holder === 'event' ? holder : capital(holder)}`;
    const defect = { what: what.replace('{holder}', subject), breaks: clauseOf[holder] };
    return [`${holder}-${name}`, { ...defect, alter: alter(CALL_OF[holder]) }];
  });
  return Object.fromEntries(defects) as Record<`${Each}-${Name}`, DefectEntry>;
}

/** For {@link onEach}: changes each value. */
export function values(change: (value: unknown, name: string) => unknown) {
  return (call: PropertyCall) => changingValues(call, change);
}

/** For {@link onEach}: changes each text. */
export function texts(change: (text: string) => unknown) {
  return values((value) => (typeof value === 'string' ? change(value) : value));
}

/** For {@link onEach}: changes each array, if `change` makes a difference. */
export function arrays(change: (items: readonly unknown[]) => unknown) {
  return values((value) => {
    if (!Array.isArray(value)) return value;
    const changed = change(value);
    return JSON.stringify(changed) === JSON.stringify(value) ? value : changed;
  });
}

/** For {@link onEach}: changes each name. */
export function names(rename: (name: string) => string) {
  return (call: PropertyCall) => renaming(call, rename);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
