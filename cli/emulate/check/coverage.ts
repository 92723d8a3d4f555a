/** Which clauses, and by them which sentences of the page, the traffic exercised and broke. */
import type { Clause, SourceReference } from '../../../harness/registry/index.ts';
import type { TrafficCheck } from '../../../schemas/index.ts';

type Coverage = TrafficCheck['coverage'];
type Status = Coverage['clauses'][number]['status'];

/** What the decisions about the calls named so far. */
export interface TrafficCoverage {
  /** @param rules what decided the delivery of a call that was accepted */
  exercised(rules: readonly string[]): void;
  /** @param rules what decided that a call or request was refused */
  broken(rules: readonly string[]): void;
  /** @param clauses of the registry; those of the emulator's own sides are left out */
  result(clauses: readonly Clause[]): Coverage;
}

/** Rules that are counted; decisions name clauses, choices and limits, of which there are fewer. */
const MOST_RULES = 1_000;

export function createCoverage(): TrafficCoverage {
  const exercised = new Map<string, number>();
  const broken = new Map<string, number>();
  const statusOf = (ids: readonly string[]): Status => {
    if (ids.some((id) => (broken.get(id) ?? 0) > 0)) return 'broken';
    return ids.some((id) => (exercised.get(id) ?? 0) > 0) ? 'exercised' : 'not-exercised';
  };
  return {
    exercised: (rules) => count(exercised, rules),
    broken: (rules) => count(broken, rules),
    result(clauses) {
      const own = clauses.filter(({ id }) => id.startsWith('AST-'));
      return {
        sentences: sentencesOf(own).map((one) => ({ ...one, status: statusOf(one.clauses) })),
        clauses: own.map(({ id, rule, level }) => ({
          id,
          rule,
          level,
          status: statusOf([id]),
          exercised: exercised.get(id) ?? 0,
          broken: broken.get(id) ?? 0,
        })),
      };
    },
  };
}

function count(counts: Map<string, number>, rules: readonly string[]): void {
  for (const rule of rules) {
    const known = counts.get(rule);
    if (known !== undefined || counts.size < MOST_RULES) counts.set(rule, (known ?? 0) + 1);
  }
}

/** In the page's order, each with the clauses that are based on it. */
function sentencesOf(clauses: readonly Clause[]): Omit<Coverage['sentences'][number], 'status'>[] {
  const sentences = new Map<string, Omit<Coverage['sentences'][number], 'status'>>();
  for (const { id, source } of clauses) {
    for (const { paragraph, sentence } of source.filter(isSentence)) {
      const key = `${paragraph}.${sentence}`;
      const found = sentences.get(key) ?? { paragraph, sentence, clauses: [] };
      if (!found.clauses.includes(id)) found.clauses.push(id);
      sentences.set(key, found);
    }
  }
  return [...sentences.values()].toSorted(
    (one, other) => one.paragraph - other.paragraph || one.sentence - other.sentence,
  );
}

/** As the registry tells them, which is loaded only at the end. */
function isSentence(
  reference: SourceReference,
): reference is Extract<SourceReference, { readonly sentence: number }> {
  return 'sentence' in reference;
}
