/** The emulator that `astrolabe-conformance/test` starts for a process. Loaded by its name, so that no bundler follows it. */
import { startEmulator } from '../emulator/index.ts';

/** On a free port. It does not keep the process alive. */
export async function startEmbeddedWorlds(): Promise<{
  readonly controlUrl: string;
  readonly controlToken: string | undefined;
}> {
  const { unref, controlUrl, controlToken } = await startEmulator({ port: 0 });
  unref();
  return { controlUrl, controlToken };
}
