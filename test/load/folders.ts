/** Folders of loads, and fronts that end with the test. */
import { makeFolder } from '../folder.ts';
import { type FateOf, type Front, startFront } from './front.ts';

/** Uses a front and a new folder, and closes the front. */
export async function withFront(
  fateOf: FateOf | undefined,
  use: (front: Front, folder: string) => Promise<void>,
): Promise<void> {
  const front = await startFront(fateOf);
  try {
    await use(front, makeFolder('load'));
  } finally {
    await front.close();
  }
}
