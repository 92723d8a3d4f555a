/** Starts the embedded emulator: the one file of this room that knows it, and all it takes is its addresses. */
import { CHOICES, DEFECTS, startEmulator, VARIANTS } from '../emulator/index.ts';

/** A destination of our own on a free port, with the keys that make every clause observable. */
interface EmbeddedTarget {
  readonly baseUrl: string;
  readonly recordsUrl: string;
  readonly apiKey: string;
  readonly blockingApiKey: string;
  readonly restrictedApiKey: string;
  readonly embedded: true;
  close(): Promise<void>;
}

/** In which way the emulator is broken, or unusual; as it is unless given. */
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

/** The emulator's Segment side, as the project's own features see it: addresses and keys, nothing inside. */
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
 * @param forwardTo where its calls go; the built-in destination unless given
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

/** What the emulator offers, as plain data. */
export interface EmbeddedTables {
  readonly defects: Readonly<Record<string, { readonly what: string; readonly breaks: string }>>;
  readonly variants: Readonly<Record<string, { readonly what: string; readonly warns?: string }>>;
  readonly choices: Readonly<
    Record<
      string,
      { readonly default: string; readonly alternatives: readonly string[]; readonly why: string }
    >
  >;
}

/** What a selftest can switch on, as plain data. */
export function embeddedTables(): EmbeddedTables {
  return { defects: DEFECTS, variants: VARIANTS, choices: CHOICES };
}
