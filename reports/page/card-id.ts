/** The address of a failure card on the page. */

/** @param run index of the run; the first one has the short address */
export function cardId(clause: string, run: number): string {
  return run === 0 ? `failed-${clause}` : `failed-${clause}-run-${run + 1}`;
}
