/** The words for verdicts, evidence and numbers, the same in every report. */
import {
  type ClauseResult,
  type EvidenceKind,
  VERDICTS_WORST_FIRST,
  type Verdict,
} from '../../schemas/index.ts';

/** A verdict in headings, tables and sentences. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  fail: 'failed',
  warn: 'warning',
  'harness-error': 'tool error',
  blocked: 'blocked',
  'not-observable': 'not observable',
  pass: 'passed',
  info: 'observed',
  'not-applicable': 'not applicable',
};

/** One column wide each, and distinct without colour. */
export const VERDICT_MARKS: Readonly<Record<Verdict, string>> = {
  fail: '✗',
  warn: '!',
  'harness-error': '‡',
  blocked: '■',
  'not-observable': '?',
  pass: '✓',
  info: 'i',
  'not-applicable': '–',
};

/** The evidence that a verdict is based on. */
export const EVIDENCE_WORDS: Readonly<Record<EvidenceKind, string>> = {
  wire: 'wire',
  readback: 'read-back',
};

/** `1 clause`, `2 clauses`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `2024-05-01 12:00:00 UTC` for an ISO 8601 time. */
export function timeInWords(at: string): string {
  return at.replace('T', ' ').replace(/(?:\.\d+)?Z$/, ' UTC');
}

/** The group of a clause: `AST-IDENT` for `AST-IDENT-002`. */
export function groupOf({ id }: Pick<ClauseResult, 'id'>): string {
  return id.replace(/-\d+$/, '');
}

/** Clauses by group; groups and clauses are in the order of the record. */
export function byGroup(clauses: readonly ClauseResult[]): ReadonlyMap<string, readonly ClauseResult[]> {
  const groups = new Map<string, ClauseResult[]>();
  for (const clause of clauses) {
    const members = groups.get(groupOf(clause)) ?? [];
    members.push(clause);
    groups.set(groupOf(clause), members);
  }
  return groups;
}

/** The verdicts that at least one clause has, worst first. */
export function occurring(clauses: readonly Pick<ClauseResult, 'verdict'>[]): Verdict[] {
  return VERDICTS_WORST_FIRST.filter((verdict) => clauses.some((clause) => clause.verdict === verdict));
}
