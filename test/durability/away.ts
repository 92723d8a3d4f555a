/** A destination outside the emulator that refuses half of the calls the first time, so that their deliveries wait. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Away {
  readonly url: string;
  /** How often each messageId was accepted. */
  readonly accepted: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

export async function startAway(): Promise<Away> {
  const accepted = new Map<string, number>();
  const refused = new Set<string>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      // The emulator was killed amid its request.
      return;
    }
    const { messageId } = JSON.parse(Buffer.concat(chunks).toString()) as { messageId: string };
    const isFirst = !refused.has(messageId) && !accepted.has(messageId);
    if (isFirst && Number(messageId.slice(2)) % 2 === 0) {
      refused.add(messageId);
      response.writeHead(503).end();
      return;
    }
    accepted.set(messageId, (accepted.get(messageId) ?? 0) + 1);
    response.writeHead(200).end();
  });
  server.on('clientError', (_, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    accepted,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
