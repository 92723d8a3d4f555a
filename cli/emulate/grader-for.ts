/** The grader of an emulator, loaded when a person first asks for it: the emulator must start quickly. */
import type { Emulator } from '../../emulator/index.ts';
import type { Grader } from '../../emulator/start.ts';
import type { Shell } from '../shell.ts';
import type { EmulateOptions } from './emulate.ts';

/**
 * @param ca the file of the certificate that the emulator shows
 * @param emulator the one that is graded; called only after its start
 */
export function graderFor(
  { config }: Pick<EmulateOptions, 'config'>,
  shell: Pick<Shell, 'cwd' | 'env'>,
  ca: string | undefined,
  emulator: () => Pick<Emulator, 'baseUrl' | 'recordsUrl'>,
): Grader {
  let loaded: Promise<Grader> | undefined;
  const load = () => {
    loaded ??= import('../grader/index.ts').then(
      ({ createGrader }) => {
        const { baseUrl, recordsUrl } = emulator();
        return createGrader({ baseUrl, recordsUrl, ca, config }, shell);
      },
      (error: unknown) => {
        // The next run tries again.
        loaded = undefined;
        throw error;
      },
    );
    return loaded;
  };
  return {
    targets: async () => (await load()).targets(),
    begin: async (order, watcher) => (await load()).begin(order, watcher),
  };
}
