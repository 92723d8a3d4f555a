/** A world: an emulator of its own behind the addresses that all worlds share. */
import type { Choices } from '../choices/index.ts';
import type { Core } from '../core.ts';
import type { ResolvedOptions } from '../options/index.ts';

export interface World {
  readonly id: string;
  readonly name: string | undefined;
  readonly core: Core;
  /** The options of the emulator, with what is the world's own: keys, choices, seed and clock. */
  readonly options: ResolvedOptions;
  /** Milliseconds since the epoch in real time, whatever the world's own clock says. */
  readonly createdAt: number;
  /** When a request last was about it. */
  usedAt: number;
  /** Requests that are about it and not answered yet; it does not expire meanwhile. */
  open: number;
  /** Whether it is gone: a connection may still remember it. */
  isEnded: boolean;
  /** How many milliseconds it stays without a request; undefined if only room for others ends it. */
  readonly ttlMs: number | undefined;
}

/** What a world to open has of its own; everything else is as the options of the emulator say. */
export interface NewWorld {
  readonly name?: string | undefined;
  /** Seed of the jitter between retries, and of the ids that the world makes. Default: the emulator's, and random ids. */
  readonly seed?: number | undefined;
  /** `real`, `frozen` at the time of its opening, or frozen at a time in milliseconds since the epoch. */
  readonly clock?: 'real' | 'frozen' | number | undefined;
  /** Those that differ from the emulator's. */
  readonly choices?: Partial<Choices> | undefined;
  readonly ttlMs?: number | undefined;
}

/** When the world ends if no request comes; undefined if no time ends it. */
export function expiryOf({ usedAt, ttlMs }: World): number | undefined {
  return ttlMs === undefined ? undefined : usedAt + ttlMs;
}
