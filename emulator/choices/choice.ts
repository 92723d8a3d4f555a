/** A behaviour that no source settles. */

export interface Choice {
  readonly default: string;
  readonly alternatives: readonly [string, ...string[]];
  /** The INFO clause that observes it, the graded clause that it stays within, or a topic never graded. */
  readonly about: string;
  /** What the settings mean and why the default is the default. */
  readonly why: string;
}
