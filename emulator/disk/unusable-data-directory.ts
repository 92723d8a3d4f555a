/** Told apart from other errors, because it is the folder's fault and not ours. */

/** A folder that cannot be used; the message says why and what to do. */
export class UnusableFolder extends Error {
  override readonly name = 'UnusableFolder';
}
