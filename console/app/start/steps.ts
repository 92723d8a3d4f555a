/** The steps of the page that documents the destination, and what the state of the emulator says about each. */
import { computed, signal } from '@preact/signals';
import type { LiveInstance } from '../../../emulator/live/shown.ts';
import { rows } from '../live/calls.ts';
import { state } from '../live/state.ts';

export interface StartStep {
  readonly text: string;
  readonly isDone: boolean;
}

/** The connector that was just added: its key is shown until the dialog is closed, and never again. */
export const added = signal<{ readonly name: string; readonly apiKey: string } | undefined>(undefined);
export const isCopied = signal(false);

/** How far the person has come in a half, which no state of the emulator tells. */
export const astrolabe = signal(0);
export const segment = signal(0);

/** A connector that somebody added, here or through the control plane. */
const hasConnector = computed(() => state.value?.connectors.some(({ builtIn }) => !builtIn) ?? false);

/** A destination that somebody added. */
export const ownInstance = computed<LiveInstance | undefined>(() =>
  state.value?.instances.findLast(({ id, endpoint }) => id !== 'default' && endpoint === 'built-in'),
);

export const astrolabeSteps = computed<readonly StartStep[]>(() => {
  const reached = hasConnector.value ? 5 : astrolabe.value;
  return [
    'Log in to your Astrolabe workspace',
    'Connectors: click Add Connector',
    'Choose the Segment.com Connector',
    'Name the Connector and click Continue',
    'Decide about free email providers, then click Finish',
    'Copy the API key',
  ].map((text, index) => ({
    text,
    isDone: index < reached || (index === 5 && (isCopied.value || ownInstance.value !== undefined)),
  }));
});

export const segmentSteps = computed<readonly StartStep[]>(() => {
  const instance = ownInstance.value;
  const reached = instance === undefined ? segment.value : 7;
  return [
    'Connections > Catalog: click on the Destinations tab',
    'Search for Astrolabe and select it',
    'Click Add destination',
    'Choose a Source',
    'Give the destination a name',
    'Paste the API key',
    'Click Save Changes',
    'Enable the destination',
  ].map((text, index) => ({ text, isDone: index < reached || (index === 7 && instance?.enabled === true) }));
});

export const hasCall = computed(() => rows.value.length > 0);
