/** Equal findings as one, with a count and the first calls: memory does not grow with the traffic. */
import type { NamedCall, Remark, TrafficFinding } from './arrived.ts';

/** Different findings that are kept; more are only counted. */
const MOST_FINDINGS = 500;

/** Calls that a finding names. */
const FIRST_CALLS = 5;

type RemarkLevel = Remark['level'];

/** Findings so far. */
export interface Findings {
  add(remark: Remark, call: NamedCall): void;
  /** How often each level occurred. */
  readonly counts: Readonly<Record<RemarkLevel, number>>;
  /** How many are counted and not listed. */
  readonly leftOut: number;
  /** The worst level first; within a level in the order of arrival. */
  list(): TrafficFinding[];
}

const WORST_FIRST: readonly RemarkLevel[] = ['violation', 'improvement', 'information'];

export function createFindings(): Findings {
  const known = new Map<string, TrafficFinding>();
  const counts: Record<RemarkLevel, number> = { violation: 0, improvement: 0, information: 0 };
  let leftOut = 0;
  return {
    counts,
    get leftOut() {
      return leftOut;
    },
    add(remark, call) {
      counts[remark.level] += 1;
      const key = keyOf(remark);
      const found = known.get(key);
      if (found !== undefined) {
        found.count += 1;
        if (found.calls.length < FIRST_CALLS) found.calls.push(call);
      } else if (known.size < MOST_FINDINGS) {
        known.set(key, { ...remark, count: 1, calls: [call] });
      } else {
        leftOut += 1;
      }
    },
    list: () => WORST_FIRST.flatMap((level) => [...known.values()].filter((one) => one.level === level)),
  };
}

/** Elements of one array are one place: `/properties/products/*`. */
function keyOf({ level, rule, pointer, message, probably = '' }: Remark): string {
  const place = pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*');
  return [level, rule, place, message.replaceAll(/\[\d+\]/g, '[*]'), probably].join('\n');
}
