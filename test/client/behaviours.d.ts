/** The types of `behaviours.js`. */
import type * as Entry from '../../entries/test.ts';

/** What a behaviour may use beside its world. */
export interface Surroundings extends Pick<typeof Entry, 'ControlError' | 'ExpectationUnmet'> {
  /** Opens another world in the same emulator. */
  open(): Promise<Entry.TestWorld>;
}

export declare const BEHAVIOURS: Readonly<
  Record<string, (world: Entry.TestWorld, surroundings: Surroundings) => Promise<void>>
>;
