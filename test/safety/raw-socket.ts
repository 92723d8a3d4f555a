/** A connection that sends any bytes, HTTP or not, and keeps what it receives. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawSocket {
  readonly socket: Socket;
  /** What has arrived so far. */
  received(): string;
  /** Resolves when the other side ends or resets the connection, with the milliseconds since it was opened. */
  readonly ended: Promise<number>;
  close(): void;
}

export interface RawOptions {
  /** Written immediately. */
  readonly head: string | Buffer;
  /** Written every `everyMs` milliseconds until the connection ends. */
  readonly drip?: { readonly bytes: string | Buffer; readonly everyMs: number };
  /** Keeps writing after the other side has ended. Default: false. */
  readonly ignoresEnd?: boolean;
}

export async function openRaw(
  url: string,
  { head, drip, ignoresEnd = false }: RawOptions,
): Promise<RawSocket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: ignoresEnd });
  let received = '';
  socket.setEncoding('latin1').on('data', (text: string) => {
    received += text;
  });
  // A server may also refuse a connection by resetting it.
  socket.on('error', () => {});
  await once(socket, 'connect');
  const begun = performance.now();
  const ended = new Promise<number>((resolve) => {
    const end = () => resolve(performance.now() - begun);
    if (!ignoresEnd) socket.once('end', end);
    socket.once('close', end);
  });
  socket.write(head);
  if (drip !== undefined) {
    const timer = setInterval(() => {
      if (socket.writable) socket.write(drip.bytes);
    }, drip.everyMs);
    socket.once('close', () => clearInterval(timer));
  }
  return { socket, received: () => received, ended, close: () => socket.destroy() };
}
