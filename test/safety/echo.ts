/** A destination with a Records API that repeats the key it received, in a form and at a place of one's choice. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const units = (text: string) => text.split('');

/** Forms of a key in a text. */
export const FORMS: Readonly<Record<string, (key: string) => string>> = {
  raw: (key) => key,
  'in upper case': (key) => key.toUpperCase(),
  'in a URL': encodeURIComponent,
  'in a URL, each byte': (key) => Buffer.from(key).toString('hex').replaceAll(/../g, '%$&'),
  'in a URL, twice': (key) => encodeURIComponent(encodeURIComponent(key)),
  'in hexadecimal': (key) => Buffer.from(key).toString('hex'),
  'in Base64': base64,
  'in Base64 as Basic': (key) => `Basic ${base64(`${key}:`)}`,
  'in Base64 after one byte': (key) => base64(`x${key}yz`),
  'in Base64 after two bytes': (key) => base64(`xy${key}z`),
  'in Base64 for URLs': (key) => Buffer.from(`x${key}yz`).toString('base64url'),
  'as JSON escapes': (key) =>
    units(key)
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  'as HTML references': (key) => [...key].map((one) => `&#${one.codePointAt(0)};`).join(''),
  'as hexadecimal HTML references': (key) =>
    [...key].map((one) => `&#x${one.codePointAt(0)?.toString(16)};`).join(''),
  'as JSON inside JSON': (key) => JSON.stringify({ key }),
};

/** How the server answers, given the key of the request. */
export type Answering = (key: string, request: IncomingMessage, response: ServerResponse) => void;

export interface Echo {
  readonly origin: string;
  close(): Promise<void>;
}

export async function startEcho(answer: Answering): Promise<Echo> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => answer(keyOf(request), request, response));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function keyOf({ headers }: IncomingMessage): string {
  const [, token = ''] = /^(?:Basic|Bearer) (.*)$/.exec(headers.authorization ?? '') ?? [];
  return Buffer.from(token, 'base64').toString().replace(/:$/, '');
}

/** Answers with JSON. */
export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
