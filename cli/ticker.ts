/** The time of what a command shows while it works. */

export interface Ticker {
  /** Milliseconds since any fixed moment. */
  now(): number;
  /** Calls back every `ms` milliseconds until the returned function is called. */
  every(ms: number, callback: () => void): () => void;
}

export const systemTicker: Ticker = {
  now: () => Date.now(),
  every(ms, callback) {
    const timer = setInterval(callback, ms);
    // What is shown never keeps the program alive.
    timer.unref();
    return () => clearInterval(timer);
  },
};
