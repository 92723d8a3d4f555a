/** A fault in words, the same in every report of a load. Values in it come from a destination and are untrusted. */
import type { LoadFault, LoadFound } from '../../verdict/index.ts';
import { cutText, oneLine } from '../text/index.ts';
import { countOf, grouped } from './load-words.ts';

/** Characters of a value, an id or a name that are shown. */
const LIMIT = 300;
/** A shorter part of an id names nobody. */
const SHORTEST_NAME = 24;

/** Parts of a fault, each on one line and safe to print. */
export interface FaultWords {
  /** `conformance-x7-u12` */
  readonly id: string;
  /** `property "load_3" lost` */
  readonly what: string;
  readonly expected: string;
  readonly found: string;
  /** `expected "a", found "b"` */
  readonly difference: string;
  /** `made by the identify call conformance-x7-12.3`; empty if no call is known. */
  readonly call: string;
  /** `AST-IDENT-002 (MUST)` */
  readonly clause: string;
}

/** @param limit characters of each value that are shown */
export function faultInWords(fault: LoadFault, limit = LIMIT): FaultWords {
  const { what, of, id, member, clause, level } = fault;
  const ofName = Math.max(SHORTEST_NAME, limit);
  const named = member === undefined ? of : `${of} ${valueInWords(member, ofName)}`;
  const expected = fault.expected === undefined ? '' : valueInWords(fault.expected, limit);
  const found = foundInWords(fault, limit);
  return {
    id: shown(id, ofName),
    what: `${named} ${what}`,
    expected,
    found,
    difference: [
      ...(expected === '' ? [] : [`expected ${expected}`]),
      ...(isValue(fault) ? [`found ${found}`] : [found]),
    ].join(', '),
    call: callsInWords(fault, ofName),
    clause: oneLine(`${clause} (${level})`),
  };
}

/** True if `found` is a value that is stored, and not words. */
export function isValue({ what, found }: LoadFault): boolean {
  return what !== 'doubled' && found !== undefined;
}

function foundInWords({ what, found }: LoadFault, limit: number): string {
  if (what === 'doubled')
    return typeof found === 'number' ? `stored ${found} times` : 'stored more than once';
  if (found !== undefined) return valueInWords(found, limit);
  return what === 'foreign' ? 'it is stored' : 'nothing is stored';
}

function valueInWords(value: unknown, limit: number): string {
  return shown(JSON.stringify(value), limit);
}

/** A cut may part a pair of surrogates, so the text is made safe after it. */
function shown(text: string, limit: number): string {
  return oneLine(cutText(oneLine(text), limit));
}

function callsInWords({ what, call, otherCall }: LoadFault, limit: number): string {
  const named = ({ type, messageId }: NonNullable<LoadFault['call']>) =>
    `the ${type} call ${shown(messageId, limit)}`;
  return [
    ...(call === undefined ? [] : [`${what === 'foreign' ? 'belongs to' : 'made by'} ${named(call)}`]),
    ...(otherCall === undefined ? [] : [`the value is that of ${named(otherCall)}`]),
  ].join('; ');
}

/** The fault in one line. */
export function faultLine(fault: LoadFault, limit?: number): string {
  const { id, what, difference, call, clause } = faultInWords(fault, limit);
  return [id, `${what}: ${difference}`, ...(call === '' ? [] : [call]), clause].join(' · ');
}

/** How many faults there are of each kind, most first; the kind is untrusted text. */
export function faultKinds({
  byKind,
}: Pick<LoadFound, 'byKind'>): (readonly [kind: string, count: number])[] {
  return Object.entries(byKind).toSorted(([, one], [, other]) => other - one);
}

/** How many faults a list does not show, and how many the record has; undefined if the list shows all. */
export function moreFaults(
  { total, faults }: Pick<LoadFound, 'total' | 'faults'>,
  shown: number,
): string | undefined {
  if (total <= shown) return undefined;
  const listed = faults.length < total ? `; the record lists the first ${grouped(faults.length)}` : '';
  return `${countOf(total - shown, 'more fault')} not shown here${listed}`;
}

/** `11 faults: 9 break a MUST, 2 a SHOULD` */
export function faultTotal({ total, byLevel }: Pick<LoadFound, 'total' | 'byLevel'>): string {
  const levels = (['MUST', 'SHOULD'] as const).filter((level) => byLevel[level] > 0);
  if (levels.length === 1) {
    return `${countOf(total, 'fault')}: ${total === 1 ? 'it breaks' : 'all break'} a ${levels[0]}`;
  }
  return `${countOf(total, 'fault')}: ${grouped(byLevel.MUST)} break a MUST, ${grouped(byLevel.SHOULD)} a SHOULD`;
}
