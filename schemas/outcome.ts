/** The two shapes of "this, or why not": with one reason, and with all of them. */

/** A value, or the one reason why there is none: a sentence for the reader, without a full stop at its end. */
export type Result<T> = { readonly value: T } | { readonly problem: string };

/** A value, or everything that is wrong with what was given, a sentence each; `problems` is never empty. */
export type Checked<T> = { readonly value: T } | { readonly problems: readonly string[] };
