/**
 * Says whether other programs used the machine during a measurement.
 *
 * Two signs, because each has a blind spot. Linux counts the CPU time of everything that runs: what is not ours, and what
 * the hypervisor gave to others, is theirs. A container or a virtual machine may not show its neighbours there, so a
 * fixed piece of work is also timed, and its time compared with the best of the run.
 */
import { readFileSync } from 'node:fs';
import { ownSeconds, TICKS } from '../support/cpu.js';

/** Of one core. What a quiet system does by itself is below it, and pairs cancel more than this. */
export const MOST_OTHERS = 0.15;
export const MOST_SLOWER = 1.3;
/** The fastest of some: a single one may meet a garbage collection. */
const SPINS = 8;
const SPIN_STEPS = 4_000_000;

/** @returns seconds: of the clock, of all CPU time but that of interrupts, of our own, and of the fixed work */
export function readMachine() {
  return { spin: spin(), at: performance.now() / 1000, used: usedSeconds(), own: ownSeconds() };
}

/** @param read is called before and after each measurement; readMachine, or what a test gives */
export function watchMachine(read) {
  let best = Infinity;
  let before;
  const next = () => {
    const reading = read();
    best = Math.min(best, reading.spin);
    return reading;
  };
  return {
    begin() {
      before = next();
    },
    /**
     * @returns tells what disturbed the measurement since `begin`, in words; undefined if nothing did. Ask it again at the
     * end of the run: the best may have come later.
     */
    end() {
      const [began, ended] = [before, next()];
      return () => disturbance(began, ended, best);
    },
  };
}

function disturbance(before, after, best) {
  const others = othersShare(before, after);
  if (others > MOST_OTHERS) return `other programs used ${Math.round(others * 100)} % of a core`;
  const slower = Math.max(before.spin, after.spin) / best;
  if (slower > MOST_SLOWER) return `the same work took ${slower.toFixed(1)} times as long as at best`;
  return undefined;
}

/** In cores; NaN, which exceeds nothing, where the system does not count. */
function othersShare(before, after) {
  return (after.used - before.used - (after.own - before.own)) / (after.at - before.at);
}

/** Without interrupts: those of our own connections are no one's in the counts of processes. */
function usedSeconds() {
  try {
    const [line] = readFileSync('/proc/stat', 'utf8').split('\n');
    const [user, nice, system, , , , , steal] = line.trim().split(/ +/).slice(1).map(Number);
    return (user + nice + system + steal) / TICKS;
  } catch {
    return Number.NaN;
  }
}

function spin() {
  let best = Infinity;
  for (let count = 0; count < SPINS; count += 1) {
    const begun = performance.now();
    let state = count;
    for (let step = 0; step < SPIN_STEPS; step += 1)
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    // The use of the result keeps the loop from being removed.
    if (state !== 0.5) best = Math.min(best, (performance.now() - begun) / 1000);
  }
  return best;
}
