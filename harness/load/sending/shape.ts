/** When each call of a load is due, so that a rate is steady, rises, or comes in bursts. */

/** `steady`: the same rate all the time; `ramp`: up to the rate in the first minute; `burst`: five times the rate, a fifth of the time. */
export type LoadShape = 'steady' | 'ramp' | 'burst';

const RAMP_MS = 60_000;
/** What a ramp begins with, as a share of the rate. */
const RAMP_FROM = 0.1;

const BURST_EVERY_MS = 10_000;
const BURST_TIMES = 5;

/**
 * For how long a call waits after the first one, in milliseconds.
 *
 * @param rate calls per second, on average; at the end, for a ramp
 * @param before how many calls are due before it
 */
export function dueAfterMs(shape: LoadShape, rate: number, before: number): number {
  const atRate = (before * 1000) / rate;
  if (shape === 'steady') return atRate;
  if (shape === 'burst') {
    const bursts = Math.floor(atRate / BURST_EVERY_MS);
    return bursts * BURST_EVERY_MS + (atRate - bursts * BURST_EVERY_MS) / BURST_TIMES;
  }
  // The rate after t is rate * (from + (1 - from) * t / ramp), and the calls until then are the area below it.
  const rising = (1 - RAMP_FROM) / (2 * RAMP_MS);
  const inRamp = RAMP_MS * (RAMP_FROM + (1 - RAMP_FROM) / 2);
  if (atRate >= inRamp) return RAMP_MS + (atRate - inRamp);
  return (Math.sqrt(RAMP_FROM ** 2 + 4 * rising * atRate) - RAMP_FROM) / (2 * rising);
}
