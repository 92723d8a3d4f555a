/** How the answerers hand a failure to the one place that reports it. */
import type { ServerResponse } from 'node:http';

/** Has something done about a request: whatever it throws, at once or later, is answered and reported. */
export type Attempt = (response: ServerResponse, action: () => void | Promise<void>) => void;
