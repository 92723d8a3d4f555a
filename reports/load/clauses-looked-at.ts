/** Which clauses a look at the records of a load is about. */
import type { LoadRecord } from '../../schemas/index.ts';
import type { RecordedFault } from './fault-words.ts';

/** A clause that a fault can break, and the kind of call that it is about. */
export interface LoadClause {
  readonly id: string;
  readonly level: RecordedFault['level'];
  /** Looked at only if the load has such calls. */
  readonly by: keyof LoadRecord['plan']['mix'];
}

/** The clauses that reconcile compares. */
export const LOAD_CLAUSES: readonly LoadClause[] = [
  { id: 'AST-IDENT-001', level: 'MUST', by: 'identify' },
  { id: 'AST-IDENT-002', level: 'MUST', by: 'identify' },
  { id: 'AST-IDENT-004', level: 'MUST', by: 'identify' },
  { id: 'AST-IDENT-005', level: 'MUST', by: 'identify' },
  { id: 'AST-GROUP-001', level: 'MUST', by: 'group' },
  { id: 'AST-GROUP-002', level: 'MUST', by: 'group' },
  { id: 'AST-GROUP-004', level: 'MUST', by: 'group' },
  { id: 'AST-GROUP-009', level: 'MUST', by: 'group' },
  { id: 'AST-ASSOC-001', level: 'MUST', by: 'group' },
  { id: 'AST-ASSOC-002', level: 'MUST', by: 'group' },
  { id: 'AST-ASSOC-004', level: 'SHOULD', by: 'group' },
  { id: 'AST-TRACK-002', level: 'SHOULD', by: 'track' },
  { id: 'AST-TRACK-005', level: 'SHOULD', by: 'track' },
  { id: 'AST-RETRY-001', level: 'SHOULD', by: 'track' },
  { id: 'AST-AUD-001', level: 'MUST', by: 'audience' },
];

/** A clause that was looked at, with its faults in the record. */
export interface LookedAtClause {
  readonly id: string;
  readonly level: RecordedFault['level'];
  readonly faults: readonly RecordedFault[];
}

/**
 * In the order of the table, then those that only a fault names; none before reconcile.
 *
 * @param table default: what reconcile compares
 */
export function clausesLookedAt(
  { plan: { mix }, found }: LoadRecord,
  table: readonly LoadClause[] = LOAD_CLAUSES,
): LookedAtClause[] {
  if (found === undefined) return [];
  const levels = new Map<string, RecordedFault['level']>();
  for (const { id, level, by } of table) {
    // The first call of each user identifies, whatever the mix.
    if (by === 'identify' || mix[by] > 0) levels.set(id, level);
  }
  for (const { clause, level } of found.faults) levels.set(clause, level);
  return [...levels].map(([id, level]) => ({
    id,
    level,
    faults: found.faults.filter(({ clause }) => clause === id),
  }));
}

/** Faults of one kind, of which the record lists none, so that no clause is known for them. */
export interface UnlistedKind {
  readonly kind: string;
  readonly count: number;
  /** SHOULD only if every fault that breaks a MUST is listed. */
  readonly level: RecordedFault['level'];
}

/** Kinds of which only the number is known. */
export function unlistedKinds({ found }: LoadRecord): UnlistedKind[] {
  if (found === undefined) return [];
  const listed = new Set(found.faults.map(({ of, what }) => `${of} ${what}`));
  const level =
    found.byLevel.MUST > found.faults.filter((fault) => fault.level === 'MUST').length ? 'MUST' : 'SHOULD';
  return Object.entries(found.byKind)
    .filter(([kind, count]) => count > 0 && !listed.has(kind))
    .map(([kind, count]) => ({ kind, count, level }));
}
