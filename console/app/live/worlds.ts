/** The worlds of the emulator: lists them, opens new ones and drops them. */
import { signal } from '@preact/signals';
import { type ControlPlane, controlPlaneAt } from '../../../client/world.ts';
import { watchedFetch } from './plane.ts';
import { token } from './token.ts';
import { OF_A_PAGE, show } from './url.ts';

export interface ListedWorld {
  readonly id: string;
  readonly name?: string;
}

/** A world with its keys, which nothing shows a second time. */
export interface OpenedWorld extends ListedWorld {
  readonly apiKey: string;
  readonly blockingApiKey: string;
  readonly writeKey: string;
}

/** What a new world has of its own; what is left out is as the emulator was started. */
export interface WorldRequest {
  readonly name?: string;
  readonly seed?: number;
  readonly clock?: string;
  readonly choices?: Readonly<Record<string, string>>;
}

/** The world that was opened last, until its keys have been read. */
export const opened = signal<OpenedWorld | undefined>(undefined);
/** Grows when a world was opened or dropped here. */
export const worldChanges = signal(0);

/** The most that are listed; whoever has more than these finds them by their addresses. */
const MOST_LISTED = 1_000;

/** Of the emulator, whichever world the page shows. */
function emulator(): ControlPlane {
  return controlPlaneAt({ url: `${location.origin}/_emulator`, token: token(), fetch: watchedFetch });
}

export async function listWorlds(): Promise<readonly ListedWorld[]> {
  const { worlds } = await emulator().control('GET', `/worlds?limit=${MOST_LISTED}`);
  return worlds as readonly ListedWorld[];
}

/** Opens a world and shows it. */
export async function openWorld(request: WorldRequest): Promise<void> {
  const { world } = await emulator().control('POST', '/worlds', request);
  opened.value = world as OpenedWorld;
  worldChanges.value += 1;
  show({ ...OF_A_PAGE, world: opened.value.id });
}

/** Drops a world and shows the default one. */
export async function dropWorld(id: string): Promise<void> {
  await emulator().control('DELETE', `/worlds/${encodeURIComponent(id)}`);
  worldChanges.value += 1;
  show({ ...OF_A_PAGE, world: '' });
}
