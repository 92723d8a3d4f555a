/** What a network does to a stream: it changes the order, and it repeats deliveries. */
import { seededFaker } from './seeded.ts';

/** How many items are shuffled at a time; a larger window needs more memory. */
const SHUFFLE_WINDOW = 256;

/** How many of the latest items a repeat is chosen from. */
const REPEAT_WINDOW = 64;

/** The same items in another order; none moves forward by more than the window. The same seed gives the same order. */
export function* shuffled<T>(stream: Iterable<T>, seed: number): Generator<T> {
  const faker = seededFaker(seed, SHUFFLE_WINDOW);
  const waiting: T[] = [];
  for (const item of stream) {
    if (waiting.length < SHUFFLE_WINDOW) {
      waiting.push(item);
      continue;
    }
    const place = faker.number.int(SHUFFLE_WINDOW - 1);
    yield waiting[place] as T;
    waiting[place] = item;
  }
  yield* faker.helpers.shuffle(waiting);
}

/**
 * The same items, with some of the latest repeated, like deliveries that are retried.
 *
 * @param share the share of repeats among the items, from 0 to 0.5
 */
export function* withRepeats<T>(stream: Iterable<T>, share: number, seed: number): Generator<T> {
  const faker = seededFaker(seed, REPEAT_WINDOW);
  const latest: T[] = [];
  const chance = share / (1 - share);
  for (const item of stream) {
    yield item;
    latest.push(item);
    if (latest.length > REPEAT_WINDOW) latest.shift();
    if (faker.number.float() < chance) yield faker.helpers.arrayElement(latest);
  }
}
