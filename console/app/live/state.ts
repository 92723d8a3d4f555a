/** What the live view says of the world, besides its calls. */
import { signal } from '@preact/signals';
import type { LiveState } from '../../../emulator/live/shown.ts';

export const state = signal<LiveState | undefined>(undefined);

export type Connection = 'connecting' | 'live' | 'lost' | 'gone';

export const connection = signal<Connection>('connecting');
