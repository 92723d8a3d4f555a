/** A server in front of the emulator that counts calls, and loses or changes some of them. */
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startEmbedded } from '../../harness/embedded.ts';

/** A call as it arrives. */
export interface ArrivingCall {
  readonly type: string;
  readonly userId: string;
  readonly messageId: string;
  readonly timestamp: string;
  readonly groupId?: string;
  readonly traits?: Readonly<Record<string, unknown>>;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** What becomes of a call; what is not named stays as it is. */
export interface Fate {
  /** The calls that the emulator gets instead; none drops it, and it is still answered with 200. */
  readonly passOn?: readonly ArrivingCall[];
  /** An answer instead of the emulator's, which gets nothing. */
  readonly answer?: { readonly status: number; readonly headers?: Readonly<Record<string, string>> };
}

/** Decides what becomes of a call, by how many came before it, and how many are under way with it. */
export type FateOf = (call: ArrivingCall, before: number, underWay: number) => Fate;

export async function startFront(fateOf: FateOf = () => ({})) {
  const { close, ...emulator } = await startEmbedded();
  const times = new Map<string, number>();
  let calls = 0;
  let underWay = 0;
  const agent = new Agent({ keepAlive: true });
  const server = createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part) => parts.push(part));
    incoming.on('end', async () => {
      const call = JSON.parse(Buffer.concat(parts).toString()) as ArrivingCall;
      underWay += 1;
      const { passOn = [call], answer } = fateOf(call, calls, underWay);
      calls += 1;
      response.on('close', () => {
        underWay -= 1;
      });
      if (answer !== undefined) return response.writeHead(answer.status, answer.headers).end();
      times.set(call.messageId, (times.get(call.messageId) ?? 0) + 1);
      for (const one of passOn) await post(one);
      response.writeHead(200).end();
    });
  });
  const post = (call: ArrivingCall) =>
    new Promise<void>((resolve, reject) => {
      const headers = {
        authorization: `Basic ${Buffer.from(`${emulator.apiKey}:`).toString('base64')}`,
        'content-type': 'application/json',
      };
      const sent = request(emulator.baseUrl, { method: 'POST', headers, agent }, (answer) => {
        answer.resume().on('end', resolve);
      });
      sent.on('error', reject).end(JSON.stringify(call));
    });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    recordsUrl: emulator.recordsUrl,
    apiKey: emulator.apiKey,
    /** How often each messageId was answered with success. */
    times: times as ReadonlyMap<string, number>,
    /** Requests so far. */
    calls: () => calls,
    async close() {
      server.closeAllConnections();
      server.close();
      agent.destroy();
      await close();
    },
  };
}

export type Front = Awaited<ReturnType<typeof startFront>>;
