/** The keys in the options of an emulator, which nothing may show. */
import type { Instance } from '../segment/index.ts';

interface OptionsWithKeys {
  readonly apiKey: string;
  readonly blockingApiKey: string;
  readonly restrictedApiKey: string;
  readonly writeKey: string;
  readonly controlToken: string | undefined;
  readonly instances: readonly Instance[];
  readonly engage: { readonly instance: Instance };
}

export function keysOf(options: OptionsWithKeys): string[] {
  const { apiKey, blockingApiKey, restrictedApiKey, writeKey, controlToken, instances, engage } = options;
  const own = [
    apiKey,
    blockingApiKey,
    restrictedApiKey,
    writeKey,
    controlToken ?? '',
    engage.instance.apiKey,
  ];
  return [...new Set([...own, ...instances.map((instance) => instance.apiKey)])];
}
