/** Sends requests one after another, the valid ones over one kept-alive connection, and reads the responses. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { bytesOf, type Shot } from './fuzz-requests.ts';

export interface Wire {
  /** Statuses of the responses, in order; empty if the connection ended without a response. */
  send(shot: Shot): Promise<readonly number[]>;
  close(): void;
}

/** A request without a response by then has failed. */
const DEADLINE_MS = 8_000;
/** How long to wait for a response to a request that may be incomplete. */
const PATIENCE_MS = 4;

/** @throws Error if a valid request gets no response in time */
export function createWire(url: string): Wire {
  const { hostname: host, port } = new URL(url);
  const open = async () => {
    const socket = connect({ host, port: Number(port), noDelay: true });
    socket.on('error', () => {});
    await once(socket, 'connect');
    return socket;
  };
  let kept: Socket | undefined;

  const sendFramed = async (shot: Shot): Promise<readonly number[]> => {
    if (kept === undefined || kept.destroyed || !kept.writable) kept = await open();
    const socket = kept;
    const answer = await readUntil(socket, shot, (text) => isComplete(text, shot.method), DEADLINE_MS);
    if (answer.isLate) throw new Error(`no response within ${DEADLINE_MS} ms`);
    if (answer.hasEnded || /^connection: close/im.test(answer.text)) socket.destroy();
    return statusesIn(answer.text);
  };

  const sendLoose = async (shot: Shot): Promise<readonly number[]> => {
    const socket = await open();
    const first = await readUntil(socket, shot, (text) => isComplete(text, shot.method), PATIENCE_MS);
    if (first.hasEnded || !first.isLate) {
      // A reset keeps nothing in the list of closed connections; after an end, it would leak a handle.
      if (first.hasEnded) socket.destroy();
      else socket.resetAndDestroy();
      return statusesIn(first.text);
    }
    const rest = await readUntil(socket, undefined, () => false, DEADLINE_MS);
    socket.destroy();
    if (rest.isLate)
      throw new Error(`the connection was still open ${DEADLINE_MS} ms after the client ended it`);
    return statusesIn(first.text + rest.text);
  };

  return {
    send: (shot) => (shot.isFramed ? sendFramed(shot) : sendLoose(shot)),
    close: () => kept?.destroy(),
  };
}

interface Received {
  readonly text: string;
  readonly hasEnded: boolean;
  readonly isLate: boolean;
}

/** Writes a request, or ends the connection, and reads until enough has arrived or the deadline has passed. */
async function readUntil(
  socket: Socket,
  shot: Shot | undefined,
  isEnough: (text: string) => boolean,
  deadlineMs: number,
): Promise<Received> {
  let text = '';
  let hasEnded = socket.destroyed;
  let settle = () => {};
  const settled = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const onData = (chunk: Buffer) => {
    text += chunk.toString('latin1');
    if (isEnough(text)) settle();
  };
  const onEnd = () => {
    hasEnded = true;
    settle();
  };
  socket.on('data', onData).once('end', onEnd).once('close', onEnd);
  if (shot === undefined) socket.end();
  else socket.write(bytesOf(shot));
  const timer = new AbortController();
  const late = sleep(deadlineMs, true, { signal: timer.signal }).catch(() => false);
  const isLate = hasEnded ? false : await Promise.race([settled.then(() => false), late]);
  timer.abort();
  socket.off('data', onData).off('end', onEnd).off('close', onEnd);
  return { text, hasEnded, isLate };
}

/** Every response of the emulator with a body has a content-length header. */
function isComplete(text: string, method: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const status = Number(text.slice(9, 12));
  if (status < 200) return isComplete(text.slice(end + 4), method);
  if (method === 'HEAD' || status === 204 || status === 304) return true;
  const length = /^content-length: (\d+)/im.exec(text.slice(0, end))?.[1];
  return length === undefined ? false : text.length >= end + 4 + Number(length);
}

function statusesIn(text: string): readonly number[] {
  return [...text.matchAll(/^HTTP\/1\.[01] (\d{3}) /gm)]
    .map(([, status]) => Number(status))
    .filter((status) => status >= 200);
}
