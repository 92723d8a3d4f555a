/** What the live view says of the world, besides its calls. */
import { signal } from '@preact/signals';

export interface LiveState {
  readonly version?: string;
  readonly world: { readonly id: string; readonly name?: string };
  readonly clock: {
    readonly mode: 'real' | 'frozen';
    readonly now?: string;
    readonly timers: number;
    readonly next?: string;
  };
  readonly connectors: readonly ShownConnector[];
  /** Numbers of records by connector and kind. */
  readonly records: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly source: { readonly projectId: string; readonly enabled: boolean };
  readonly instances: readonly ShownInstance[];
  readonly deliveries: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly computed: readonly { readonly key: string; readonly kind: string; readonly size: number }[];
  readonly faults: readonly { readonly id: string; readonly at: string; readonly spent: boolean }[];
  readonly unmet: number;
  readonly choices: Readonly<Record<string, string>>;
  readonly variants: readonly string[];
  /** How often each defect that is switched on has acted. */
  readonly defects: Readonly<Record<string, number>>;
}

export interface ShownConnector {
  readonly name: string;
  readonly freeEmail: 'allow' | 'block';
  readonly permitted: boolean;
  readonly builtIn: boolean;
}

export interface ShownInstance {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly hasApiKey: boolean;
  readonly endpoint: string;
}

export const state = signal<LiveState | undefined>(undefined);

export type Connection = 'connecting' | 'live' | 'lost' | 'gone';

export const connection = signal<Connection>('connecting');
