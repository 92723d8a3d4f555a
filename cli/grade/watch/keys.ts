/** What the keys of `--watch` do. */
import type { WatchEvent } from './watch-state.ts';

const KEYS: Readonly<Record<string, Extract<WatchEvent['kind'], 'everything' | 'failed' | 'quit'>>> = {
  q: 'quit',
  Q: 'quit',
  // Ctrl-C and Ctrl-D: a terminal that hands on each key sends no signals.
  '\u0003': 'quit',
  '\u0004': 'quit',
  '\r': 'everything',
  '\n': 'everything',
  f: 'failed',
  F: 'failed',
};

/** @param keys what a terminal sent at once: a key, several that were pressed quickly, or a sequence of an arrow key */
export function eventsOfKeys(keys: string): WatchEvent[] {
  if (keys.startsWith('\u001b')) return [];
  return [...keys].flatMap((key) => (Object.hasOwn(KEYS, key) ? [{ kind: KEYS[key] } as WatchEvent] : []));
}
