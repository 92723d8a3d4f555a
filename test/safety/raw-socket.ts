/** A connection that says whatever a test wants, HTTP or not, and keeps what it is told. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawSocket {
  readonly socket: Socket;
  /** What has arrived so far. */
  received(): string;
  /** Resolves once the other side has ended or reset the connection, with the milliseconds since it was open. */
  readonly ended: Promise<number>;
  close(): void;
}

export interface RawOptions {
  /** Written at once. */
  readonly head: string | Buffer;
  /** Written again and again, every so many milliseconds, until the connection ends. */
  readonly drip?: { readonly bytes: string | Buffer; readonly everyMs: number };
  /** Goes on writing after the other side has ended. Default: false. */
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
  // A reset is one of the ways to be turned away.
  socket.on('error', () => {});
  await once(socket, 'connect');
  const begun = performance.now();
  const ended = new Promise<number>((resolve) => {
    const tell = () => resolve(performance.now() - begun);
    if (!ignoresEnd) socket.once('end', tell);
    socket.once('close', tell);
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
