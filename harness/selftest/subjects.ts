/** Everything that a selftest grades: defects, lawful variants, and every setting of every undocumented choice. */
import type { EmbeddedOptions, EmbeddedTables } from '../embedded.ts';

/** One emulator to grade. */
export interface SelftestSubject {
  readonly kind: 'defect' | 'variant' | 'choice';
  /** The name of the defect or variant, or `choice=setting`. */
  readonly name: string;
  readonly what: string;
  /** For a defect the clause that it breaks. */
  readonly clause?: string;
  /** For a variant the clauses that may warn. */
  readonly warns?: readonly string[];
  readonly options: EmbeddedOptions;
}

/** The unchanged emulator. */
export const HEALTHY = 'healthy';

/** Defects, variants and choices, each in the order of its table. The healthy emulator is the first variant. */
export function subjectsOf({ defects, variants, choices }: EmbeddedTables): SelftestSubject[] {
  return [
    ...Object.entries(defects).map(
      ([name, { what, breaks }]): SelftestSubject => ({
        kind: 'defect',
        name,
        what,
        clause: breaks,
        options: { defects: [name] },
      }),
    ),
    { kind: 'variant', name: HEALTHY, what: 'The unchanged emulator', options: {} },
    ...Object.entries(variants).map(
      ([name, { what, warns }]): SelftestSubject => ({
        kind: 'variant',
        name,
        what,
        warns,
        options: { variants: [name] },
      }),
    ),
    ...Object.entries(choices).flatMap(([name, { alternatives, why }]) =>
      alternatives.map(
        (setting): SelftestSubject => ({
          kind: 'choice',
          name: `${name}=${setting}`,
          what: why,
          options: { choices: { [name]: setting } },
        }),
      ),
    ),
  ];
}

/** Every `count`-th subject, starting with number `index` (from 0), so that all shards take about equally long. */
export function shardOf(
  subjects: readonly SelftestSubject[],
  index: number,
  count: number,
): SelftestSubject[] {
  return subjects.filter((_, position) => position % count === index);
}
