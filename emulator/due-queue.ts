/** Timers in the order in which they fall due: a binary heap. */

export interface Timer {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** What the timer is for, for people who ask what fired; carries no keys. */
  readonly about: TimerSubject;
  readonly run: () => void;
}

export interface TimerSubject {
  /** What happens, such as `retry`. */
  readonly what: string;
  readonly messageId?: string | undefined;
  readonly instance?: string | undefined;
}

export interface TimerQueue {
  add(timer: Timer): void;
  /** When the next timer falls due; nothing where there is none. */
  next(): number | undefined;
  /** Takes out the earliest timer if it falls due by then; of two at one time the one that was added first. */
  take(by: number): Timer | undefined;
  readonly size: number;
  clear(): void;
}

interface Entry {
  readonly timer: Timer;
  readonly order: number;
}

export function createTimerQueue(): TimerQueue {
  let heap: Entry[] = [];
  let added = 0;

  function raise(entry: Entry): void {
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || isBefore(parent, entry)) break;
      heap[index] = parent;
      index = above;
    }
    heap[index] = entry;
  }

  function sink(entry: Entry): void {
    let index = 0;
    for (;;) {
      const left = heap[2 * index + 1];
      const right = heap[2 * index + 2];
      if (left === undefined) break;
      const isRight = right !== undefined && isBefore(right, left);
      const child = isRight ? right : left;
      if (isBefore(entry, child)) break;
      heap[index] = child;
      index = 2 * index + (isRight ? 2 : 1);
    }
    heap[index] = entry;
  }

  return {
    add(timer) {
      raise({ timer, order: added });
      added += 1;
    },
    next: () => heap[0]?.timer.at,
    take(by) {
      const [first] = heap;
      if (first === undefined || first.timer.at > by) return undefined;
      const last = heap.pop();
      if (last !== undefined && last !== first) sink(last);
      return first.timer;
    },
    get size() {
      return heap.length;
    },
    clear() {
      heap = [];
    },
  };
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.timer.at === other.timer.at ? one.order < other.order : one.timer.at < other.timer.at;
}
