/** What the live view says of the world, besides its calls. */
import { signal } from '@preact/signals';
import type { LiveState } from '../../../emulator/live/shown.ts';

export const state = signal<LiveState | undefined>(undefined);

export type Connection = 'connecting' | 'live' | 'lost' | 'gone';

export const connection = signal<Connection>('connecting');

/** The name of a destination by its id; the id if it has none, or shares it with another one. */
export function nameOfInstance(id: string): string {
  const instances = state.value?.instances ?? [];
  const name = instances.find((one) => one.id === id)?.name;
  return name === undefined || instances.some((one) => one.id !== id && one.name === name) ? id : name;
}
