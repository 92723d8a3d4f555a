/** How slow this machine is just now, so that a bar in milliseconds means the same on every machine. */

/** Iterations, and how many milliseconds they take on the machine for which the bars are set. */
const TURNS = 10_000_000;
const USUAL_MS = 20;

/** @returns 1 on such a machine or a faster one, and 3 where everything takes three times as long, or others compute too */
export function slowness(): number {
  const begun = performance.now();
  let sum = 0;
  for (let turn = 0; turn < TURNS; turn += 1) sum = (sum * 31 + turn) | 0;
  const tookMs = performance.now() - begun;
  // What nothing uses is not computed.
  if (Number.isNaN(sum)) throw new Error('the sum of whole numbers is one');
  return Math.max(1, tookMs / USUAL_MS);
}
