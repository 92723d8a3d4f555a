/** A request before it is sent. */

/** A request as it is sent. */
export interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Sends the body in pieces, with a pause before each, as a slow network does; default: in one. */
  readonly inPieces?: boolean;
}
