/** Loads LevelDB, an optional dependency with a native addon that only a data directory needs. */
import type { ClassicLevel } from 'classic-level';
import { UnusableDataDirectory } from './unusable-data-directory.ts';

export interface LevelModule {
  readonly ClassicLevel: typeof ClassicLevel;
}

/**
 * @param load imports the package
 * @throws {UnusableDataDirectory} if the package is not installed, or its addon cannot be loaded
 */
export async function loadClassicLevel(
  load: () => Promise<LevelModule> = () => import('classic-level'),
): Promise<LevelModule> {
  try {
    return await load();
  } catch (error) {
    const isMissing = (error as { code?: unknown }).code === 'ERR_MODULE_NOT_FOUND';
    const why = isMissing ? 'is not installed' : `cannot be loaded (${firstLine(error)})`;
    throw new UnusableDataDirectory(
      `dataDir requires the optional package classic-level, which ${why}: run npm install classic-level`,
      { cause: error },
    );
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1).join();
}
