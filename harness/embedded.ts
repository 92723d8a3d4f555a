/** Starts the embedded emulator: the only file of this room that imports it, and it uses nothing but its addresses and keys. */
import { CHOICES, DEFECTS, startEmulator, VARIANTS } from '../emulator/index.ts';

/** The embedded destination on a free port, with the keys that make every clause observable. */
interface EmbeddedTarget {
  readonly baseUrl: string;
  readonly recordsUrl: string;
  readonly apiKey: string;
  readonly blockingApiKey: string;
  readonly restrictedApiKey: string;
  readonly embedded: true;
  close(): Promise<void>;
}

/** How the emulator is broken or unusual; default: not at all. */
export interface EmbeddedOptions {
  readonly defects?: readonly string[];
  readonly variants?: readonly string[];
  readonly choices?: Readonly<Record<string, string>>;
}

export async function startEmbedded(options: EmbeddedOptions = {}): Promise<EmbeddedTarget> {
  const emulator = await startEmulator({ port: 0, ...options });
  const { baseUrl, recordsUrl, apiKey, blockingApiKey, restrictedApiKey, close } = emulator;
  return { baseUrl, recordsUrl, apiKey, blockingApiKey, restrictedApiKey, embedded: true, close };
}

/** The emulator's Segment side as the project's own features see it: addresses and keys only. */
export interface EmbeddedSource {
  readonly ingressUrl: string;
  readonly controlUrl: string;
  readonly recordsUrl: string;
  readonly writeKey: string;
  readonly apiKey: string;
  close(): Promise<void>;
}

/**
 * Starts an emulator on a frozen clock.
 *
 * @param forwardTo where its calls go; default: the built-in destination
 */
export async function startEmbeddedSource(forwardTo?: {
  url: string;
  apiKey: string;
}): Promise<EmbeddedSource> {
  const emulator = await startEmulator({
    port: 0,
    clock: 'frozen',
    forwardTo: forwardTo?.url,
    forwardApiKey: forwardTo?.apiKey,
  });
  const { ingressUrl, url, recordsUrl, writeKey, apiKey, close } = emulator;
  return { ingressUrl, controlUrl: `${url}/_emulator`, recordsUrl, writeKey, apiKey, close };
}

/** The emulator's defects, variants and choices, as plain data. */
export interface EmbeddedTables {
  readonly defects: Readonly<Record<string, { readonly what: string; readonly breaks: string }>>;
  readonly variants: Readonly<Record<string, { readonly what: string; readonly warns?: readonly string[] }>>;
  readonly choices: Readonly<
    Record<
      string,
      { readonly default: string; readonly alternatives: readonly string[]; readonly why: string }
    >
  >;
}

/** What a selftest can enable, as plain data. */
export function embeddedTables(): EmbeddedTables {
  return { defects: DEFECTS, variants: VARIANTS, choices: CHOICES };
}
