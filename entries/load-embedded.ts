/** Loads the emulator for `astrolabe-conformance/test`. The build replaces this file by one that no bundler follows. */
import type * as Embedded from './embedded.ts';

/** The module that starts the emulator of a process. */
export function loadEmbedded(): Promise<typeof Embedded> {
  return import('./embedded.ts');
}
