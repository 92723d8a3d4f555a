/** An error of its own, so that callers can tell an unusable data directory from a bug. */

/** The data directory cannot be used; the message says why and what to do. */
export class UnusableDataDirectory extends Error {
  override readonly name = 'UnusableDataDirectory';
}
