/** The load on a destination endpoint: the same calls for every contender. */
import { callAt, prepareRequest } from './calls.js';

export const PATH = '/astrolabe';
export const CONNECTIONS = 32;
/** So many that no server gets one again soon, and a whole number for each connection. */
const REQUESTS = 300 * CONNECTIONS;

export function requestsWith(authorization) {
  return Array.from({ length: REQUESTS }, (_, index) =>
    prepareRequest(PATH, { authorization }, callAt(index)),
  );
}

export function contender(child, port, requests) {
  return { child, pid: child.pid, port, requests };
}
