/** What rules mean: a file of the build, which is read when somebody first asks. */
import { signal } from '@preact/signals';

/** A rule of the contract, with what it rests on. */
export interface ClauseMeaning {
  readonly kind: 'clause';
  readonly rule: string;
  readonly level: string;
  /** `documented`, `inferred` or `assumed`. */
  readonly provenance: string;
  /** Why it follows from its sources, or why it was assumed. */
  readonly argument?: string | undefined;
  readonly note?: string | undefined;
  readonly sources: readonly RuleSource[];
}

interface RuleSource {
  /** Of the page. */
  readonly title: string;
  /** The heading, or the number of the paragraph and the sentence. */
  readonly place: string;
  readonly address?: string | undefined;
}

/** A behaviour that no source settles. */
export interface ChoiceMeaning {
  readonly kind: 'choice';
  readonly why: string;
  /** The first is the default. */
  readonly settings: readonly string[];
}

/** A kind of rule whose names say little by themselves, or are not known to the build. */
export interface OtherMeaning {
  readonly kind: 'defect' | 'variant' | 'limit' | 'fault';
  readonly what: string;
}

export type RuleMeaning = ClauseMeaning | ChoiceMeaning | OtherMeaning;

/** By the id of a clause, `choice:NAME`, `defect`, `variant`, `limit` and `fault`. */
export type RuleMeanings = Readonly<Record<string, RuleMeaning>>;

const ADDRESS = '/_console/rules.json';

export const meanings = signal<RuleMeanings | undefined>(undefined);
/** Why they could not be read; empty if they were. */
export const meaningsProblem = signal('');
let reading = false;

export async function readMeanings(): Promise<void> {
  if (reading || meanings.value !== undefined) return;
  reading = true;
  try {
    const response = await fetch(ADDRESS);
    if (!response.ok) throw new Error(`${ADDRESS} is answered ${response.status}`);
    meanings.value = (await response.json()) as RuleMeanings;
    meaningsProblem.value = '';
  } catch (error) {
    meaningsProblem.value = `What the rules mean cannot be read: ${error instanceof Error ? error.message : error}`;
  }
  reading = false;
}

/** @param id as an answer names a rule: `AST-HTTP-001`, `choice:delete-call=accept`, `limit:users` */
export function meaningOf(id: string, all: RuleMeanings): RuleMeaning | undefined {
  const name = id.replace(/=.*$/s, '');
  const kind = name.replace(/:.*$/s, '');
  return [name, kind].map((key) => (Object.hasOwn(all, key) ? all[key] : undefined)).find(Boolean);
}
