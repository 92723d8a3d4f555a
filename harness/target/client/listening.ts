/** Whether anything listens at an address, which no server takes for a request. */
import { connect } from 'node:net';
import { type NoResponse, noResponse } from './http-response.ts';

/** A connection that takes longer says nothing about whether the server is there. */
const TIMEOUT_MS = 1000;

/** Connects and hangs up. Resolves with false only if the connection is refused. */
export function isListening(url: string): Promise<boolean> {
  const { hostname, port, protocol } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port || (protocol === 'https:' ? 443 : 80)),
    });
    const end = (failure: NoResponse | undefined) => {
      socket.destroy();
      resolve(failure?.code !== 'ECONNREFUSED');
    };
    socket.setTimeout(TIMEOUT_MS, () => end(undefined));
    socket.on('connect', () => end(undefined)).on('error', (error) => end(noResponse(error, TIMEOUT_MS)));
  });
}
