/** Lets requests wait for their turn: a thousand tests at once must not open ten thousand connections. */

/** Far fewer than the emulator takes, and enough to keep it busy. */
const MOST_AT_ONCE = 64;

let underWay = 0;
const waiting: (() => void)[] = [];

/** Runs an action, once fewer than `MOST_AT_ONCE` others are under way. Not for what itself waits for another request. */
export async function inTurn<Result>(action: () => Promise<Result>): Promise<Result> {
  if (underWay >= MOST_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else underWay += 1;
  try {
    return await action();
  } finally {
    const next = waiting.shift();
    if (next === undefined) underWay -= 1;
    else next();
  }
}
