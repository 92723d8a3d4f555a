/** The two shapes of a result that may fail: with one reason, or with a list of them. */

/**
 * A value, or the one reason why there is none: a sentence for the reader, without a full stop at its end.
 *
 * @typeParam Problem a set of codes, if the reason is for a program
 */
export type Result<T, Problem extends string = string> =
  | { readonly value: T }
  | { readonly problem: Problem };

/** A value, or a sentence for each thing that is wrong with the input; `problems` is never empty. */
export type Checked<T> = { readonly value: T } | { readonly problems: readonly string[] };
