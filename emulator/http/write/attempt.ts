/** The type of the function that reports every failure of a request in one place. */
import type { ServerResponse } from 'node:http';

/** Runs an action; whatever it throws, at once or later, is answered with 500 and reported. */
export type Attempt = (response: ServerResponse, action: () => void | Promise<void>) => void;
