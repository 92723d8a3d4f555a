/** The error by which a scenario ends that has to be written otherwise. */
import { withoutPlace } from './without-place.ts';

/** The steps are used in a way in which they cannot work; the message says what to write. */
export class Misuse extends Error {
  constructor(message: string) {
    super(message);
    withoutPlace(this);
  }
}
