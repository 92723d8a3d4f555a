/** What every call of a request to the ingress has in common. */

export interface Arrival {
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  /** The same as ISO 8601. */
  readonly receivedAtText: string;
  readonly projectId: string;
  /** `sentAt` beside the calls of a batch. */
  readonly sentAt: unknown;
  /** Address of the sender. */
  readonly ip: string | undefined;
  /** Whether a browser sent it. */
  readonly hasOrigin: boolean;
  /** Whether a call that names no library gets one that is named unknown; Engage's own calls do not. */
  readonly namesLibrary: boolean;
  /** The members beside the calls of a batch; undefined for a single call. */
  readonly shared: Readonly<Record<string, unknown>> | undefined;
}
