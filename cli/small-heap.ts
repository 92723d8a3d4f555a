/** Keeps the memory of a run near to what it needs. */
import { setFlagsFromString } from 'node:v8';

/** By how much the heap may grow between two collections. V8 itself lets a small heap grow several times over. */
const GROWTH_PERCENT = 25;

/** Large responses become garbage at once; without this, hundreds of MB of it pile up before they are collected. */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
}
