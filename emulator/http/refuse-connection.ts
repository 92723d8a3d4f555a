/** Ends a connection whose bytes cannot be read as a request, after everything before them is answered. */
import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { errorAnswer } from '../answers/index.ts';
import type { standingHeaders } from './standing-headers.ts';

/** How long a client may take to end its side. */
const GRACE_MS = 1_000;

/** Members of the objects of node:http instead of entries of maps, because every request sets them. */
const LATEST = Symbol('latest response');
const PREVIOUS = Symbol('previous response');
const REFUSED = Symbol('refused');
type ConnectionState = { [LATEST]?: LinkedResponse | undefined; [REFUSED]?: boolean };
type LinkedResponse = ServerResponse & { [PREVIOUS]?: LinkedResponse | undefined };

/** Notes that a request has begun on its connection. */
export function noteBegin(response: ServerResponse): void {
  const connection = response.req.socket as ConnectionState;
  const previous = connection[LATEST];
  if (previous !== undefined) (response as LinkedResponse)[PREVIOUS] = previous;
  connection[LATEST] = response;
}

/** Notes that a response has ended; otherwise the connection keeps the request and its body in memory. */
export function noteEnd(response: ServerResponse): void {
  const linked: LinkedResponse = response;
  if (linked[PREVIOUS] !== undefined) linked[PREVIOUS] = undefined;
  const connection = response.req.socket as ConnectionState;
  if (connection[LATEST] === response) connection[LATEST] = undefined;
}

/**
 * Answers 400 and closes the connection. What was received in full is answered first; otherwise a call that was
 * accepted would seem refused.
 */
export function refuseConnection(socket: Duplex, standing: ReturnType<typeof standingHeaders>): void {
  const connection = socket as ConnectionState;
  // Whatever else arrives is not read as a request either.
  if (connection[REFUSED] === true) return;
  connection[REFUSED] = true;
  const unanswered = latestUnanswered(connection);
  if (unanswered === undefined) refuse(socket, standing);
  else unanswered.once('close', () => refuse(socket, standing));
}

/** The latest response to a complete request that is not written yet. Responses are written in order. */
function latestUnanswered({ [LATEST]: latest }: ConnectionState): ServerResponse | undefined {
  const complete = latest?.req.complete === false ? latest[PREVIOUS] : latest;
  return complete?.writableFinished === false ? complete : undefined;
}

function refuse(socket: Duplex, standing: ReturnType<typeof standingHeaders>): void {
  // A client that ignores FIN would otherwise keep the connection open.
  setTimeout(() => socket.destroy(), GRACE_MS).unref();
  if (socket.writableEnded) return;
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(
    errorAnswer('request-malformed', 'send a complete HTTP/1.1 request in time').body,
  );
  const headers = new Map([
    ...standing,
    ['content-type', 'application/json; charset=utf-8'],
    ['content-length', String(body.length)],
    ['connection', 'close'],
  ]);
  const lines = [...headers].map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 400 Bad Request\r\n${lines.join('')}\r\n${body}`);
}
