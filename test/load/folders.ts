/** Folders of loads, and fronts that end with the test. */
import { makeFolder } from '../folder.ts';
import { type ArrivingCall, type Fate, type Front, startFront } from './front.ts';

/** Uses a front and a new folder, and closes the front. */
export async function withFront(
  fateOf: ((call: ArrivingCall, before: number) => Fate) | undefined,
  use: (front: Front, folder: string) => Promise<void>,
): Promise<void> {
  const front = await startFront(fateOf);
  try {
    await use(front, makeFolder('load'));
  } finally {
    await front.close();
  }
}
