/** The two shapes of "this, or why not": with one reason, and with all of them. */

/**
 * A value, or the one reason why there is none: a sentence for the reader, without a full stop at its end.
 *
 * @typeParam Problem a set of codes, if the reason is for a program
 */
export type Result<T, Problem extends string = string> =
  | { readonly value: T }
  | { readonly problem: Problem };

/** A value, or everything that is wrong with what was given, a sentence each; `problems` is never empty. */
export type Checked<T> = { readonly value: T } | { readonly problems: readonly string[] };
