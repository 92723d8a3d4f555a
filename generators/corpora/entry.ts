/** The rows of a corpus: a named value, why it is in the corpus, and what an update makes of it. */

/**
 * A property's name, its value, why careless systems lose it, and the value that an update gives it. Without that value
 * an update gives it the value of another row.
 */
export type Row = readonly [name: string, value: unknown, why: string, becomes?: unknown];

/** A property of a sweep: what a first call sets, and what an update sets. */
export interface SweptProperty {
  readonly name: string;
  readonly value: unknown;
  readonly becomes: unknown;
}

/** What a row without a value for updates becomes: the value of a row half the corpus away, of another kind if possible. */
export function withUpdates(rows: readonly Row[]): readonly SweptProperty[] {
  return rows.map(([name, value, _, becomes], index) => ({
    name,
    value,
    becomes: becomes === undefined ? otherValue(rows, index) : becomes,
  }));
}

function otherValue(rows: readonly Row[], index: number): unknown {
  const half = Math.ceil(rows.length / 2);
  const others = rows.map((_, offset) => rows[(index + half + offset) % rows.length]?.[1]);
  const own = rows[index]?.[1];
  return others.find((other) => kindOf(other) !== kindOf(own)) ?? others[0];
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}
