/** The clauses that the end of a load is compared with, and what became of each. */
import type { Level, LoadRecord } from '../schemas/index.ts';

/** What reconcile found. */
export type LoadFound = NonNullable<LoadRecord['found']>;

/** One difference between what the contract promises and what is stored. */
export type LoadFault = LoadFound['faults'][number];

/** What a clause is looked at for. */
interface LookedFor {
  readonly level: LoadFault['level'] & Level;
  /** Only if the load has such calls. */
  readonly by: keyof LoadRecord['plan']['mix'];
}

/** The levels are those of the registry, which a test compares. */
const TABLE = {
  'AST-IDENT-001': { level: 'MUST', by: 'identify' },
  'AST-IDENT-002': { level: 'MUST', by: 'identify' },
  'AST-IDENT-004': { level: 'MUST', by: 'identify' },
  'AST-IDENT-005': { level: 'MUST', by: 'identify' },
  'AST-GROUP-001': { level: 'MUST', by: 'group' },
  'AST-GROUP-002': { level: 'MUST', by: 'group' },
  'AST-GROUP-004': { level: 'MUST', by: 'group' },
  'AST-GROUP-008': { level: 'SHOULD', by: 'group' },
  'AST-GROUP-009': { level: 'MUST', by: 'group' },
  'AST-ASSOC-001': { level: 'MUST', by: 'group' },
  'AST-ASSOC-002': { level: 'MUST', by: 'group' },
  'AST-ASSOC-004': { level: 'SHOULD', by: 'group' },
  'AST-TRACK-002': { level: 'SHOULD', by: 'track' },
  'AST-TRACK-005': { level: 'SHOULD', by: 'track' },
  'AST-RETRY-001': { level: 'SHOULD', by: 'track' },
  'AST-REPLAY-001': { level: 'SHOULD', by: 'track' },
  'AST-REPLAY-002': { level: 'SHOULD', by: 'track' },
  'AST-REPLAY-003': { level: 'SHOULD', by: 'identify' },
  'AST-AUD-001': { level: 'MUST', by: 'audience' },
} as const satisfies Readonly<Record<string, LookedFor>>;

/** A clause that a fault of a load can break. */
export type LoadClauseId = keyof typeof TABLE;

export const LOAD_CLAUSES: Readonly<Record<LoadClauseId, LookedFor>> = TABLE;

/**
 * A replay has clauses of its own, because no other says whether a call that arrives late counts (AST-RETRY-003). Each of them
 * stands for some of the others.
 */
const STANDS_FOR: Readonly<Record<string, readonly LoadClauseId[]>> = {
  'AST-REPLAY-001': ['AST-TRACK-005'],
  'AST-REPLAY-002': ['AST-RETRY-001'],
  'AST-REPLAY-003': [
    ...(['AST-IDENT-002', 'AST-GROUP-002', 'AST-GROUP-008'] as const),
    ...(['AST-ASSOC-001', 'AST-ASSOC-004', 'AST-AUD-001'] as const),
  ],
};
const STOOD_FOR = new Set<string>(Object.values(STANDS_FOR).flat());

/** What a fault of a replay breaks instead of a clause about calls in the order of their time. */
export function clauseInReplay(
  clause: LoadClauseId,
  { what, of }: Pick<LoadFault, 'what' | 'of'>,
): LoadClauseId {
  if (what === 'misdated') return 'AST-REPLAY-001';
  if (what === 'doubled' && of === 'event') return 'AST-REPLAY-002';
  return what === 'lost' && STANDS_FOR['AST-REPLAY-003']?.includes(clause) ? 'AST-REPLAY-003' : clause;
}

/** Calls for one Account that arrive at once: only shards that are sent at the same time make such calls. */
const AT_ONCE = 'AST-GROUP-008';

/** What calls that arrive at once may lose or double, so that nothing is known about these clauses then. */
const UNTOLD_BY_SHARDS: readonly string[] = ['AST-GROUP-001', 'AST-GROUP-002', 'AST-ASSOC-001'];

/** One clause after a load. */
export interface LoadClauseResult {
  readonly id: string;
  readonly level: LoadFault['level'];
  readonly verdict: 'pass' | 'fail' | 'warn' | 'not-observable';
  /** Those that the record lists. */
  readonly faults: readonly LoadFault[];
  /** Why it is not observable. */
  readonly reason?: string;
}

/** In the order of the table; none before reconcile. */
export function clausesOfLoad({
  plan: { mix, replay = false },
  sent,
  found,
}: LoadRecord): LoadClauseResult[] {
  if (found === undefined) return [];
  const isInShards = sent.shards.some(({ shard }) => shard.of > 1);
  const isBroken = (id: string) => found.faults.some(({ clause }) => clause === id);
  const due = Object.entries(LOAD_CLAUSES).filter(([id, { by }]) => {
    if (isBroken(id)) return true;
    if (replay ? STOOD_FOR.has(id) : Object.hasOwn(STANDS_FOR, id)) return false;
    // The first call of each user identifies, whatever the mix.
    return (by === 'identify' || mix[by] > 0) && (id !== AT_ONCE || isInShards);
  });
  return due.map(([id, { level }]): LoadClauseResult => {
    const faults = found.faults.filter(({ clause }) => clause === id);
    if (faults.length > 0) return { id, level, verdict: level === 'MUST' ? 'fail' : 'warn', faults };
    const reason = unseen(found) ?? (isBroken(AT_ONCE) ? untold(id) : undefined);
    if (reason !== undefined) return { id, level, verdict: 'not-observable', faults, reason };
    return { id, level, verdict: 'pass', faults };
  });
}

/** Why a clause of which no fault is listed may be broken all the same. */
function unseen({ whole, gap, total, faults }: LoadFound): string | undefined {
  if (!whole) return `not everything was looked at${gap === undefined ? '' : `: ${gap}`}`;
  if (total === faults.length) return undefined;
  return `the record lists ${faults.length} of ${total} faults, none of them about this clause`;
}

function untold(id: string): string | undefined {
  return UNTOLD_BY_SHARDS.includes(id)
    ? `calls of several shards may have arrived at once, and what they lost is counted as ${AT_ONCE}`
    : undefined;
}

/** Faults of one kind, of which the record lists none, so that no clause is known for them. */
export interface UnlistedFaults {
  readonly kind: string;
  readonly count: number;
  /** SHOULD only if every fault that breaks a MUST is listed. */
  readonly level: LoadFault['level'];
}

/** Kinds of faults of which only the number is known. */
export function unlistedFaults({ found }: LoadRecord): UnlistedFaults[] {
  if (found === undefined) return [];
  const listed = new Set(found.faults.map(({ of, what }) => `${of} ${what}`));
  const musts = found.faults.filter(({ level }) => level === 'MUST').length;
  const level = found.byLevel.MUST > musts ? 'MUST' : 'SHOULD';
  return Object.entries(found.byKind)
    .filter(([kind, count]) => count > 0 && !listed.has(kind))
    .map(([kind, count]) => ({ kind, count, level }));
}
