/** Starts the embedded emulator: the one file of this room that knows it, and all it takes is its addresses. */
import { startEmulator } from '../emulator/index.ts';

/** A destination of our own on a free port, with the keys that make every clause observable. */
export interface EmbeddedTarget {
  readonly baseUrl: string;
  readonly recordsUrl: string;
  readonly apiKey: string;
  readonly blockingApiKey: string;
  readonly restrictedApiKey: string;
  readonly embedded: true;
  close(): Promise<void>;
}

export async function startEmbedded(): Promise<EmbeddedTarget> {
  const { baseUrl, recordsUrl, apiKey, blockingApiKey, restrictedApiKey, close } = await startEmulator({
    port: 0,
  });
  return { baseUrl, recordsUrl, apiKey, blockingApiKey, restrictedApiKey, embedded: true, close };
}
