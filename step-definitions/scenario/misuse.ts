/** The steps are used in a way in which they cannot work; the message says what to write. */
export class Misuse extends Error {
  constructor(message: string) {
    super(message);
    // Where the steps noticed it says nothing to those who have to change it.
    this.stack = message;
  }
}
