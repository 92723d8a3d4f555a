/** A behaviour that no source specifies. */

export interface Choice {
  readonly default: string;
  readonly alternatives: readonly [string, ...string[]];
  /** The INFO clause that observes it, the graded clause that limits it, or a topic that is never graded. */
  readonly about: string;
  /** What the settings mean, and the reason for the default. */
  readonly why: string;
}
