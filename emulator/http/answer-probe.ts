/** Answers whether the emulator is running, without Express: whoever starts it waits for this answer. */
import type { IncomingMessage } from 'node:http';
import type { Answer } from '../answers/index.ts';
import { FOR_BROWSERS } from './standing-headers.ts';

/** The bodies by the paths below the control plane. */
export const PROBES = { '/live': { status: 'live' }, '/ready': { status: 'ready' } } as const;

const ANSWERS: ReadonlyMap<string, Answer> = new Map(
  Object.entries(PROBES).map(([path, body]) => [
    `/_emulator${path}`,
    { status: 200, body, headers: FOR_BROWSERS, rules: [] },
  ]),
);

/** @returns undefined for any other request, and for those of pages, which the guards must see */
export function answerProbe({ method, headers }: IncomingMessage, path: string): Answer | undefined {
  const isOfPage = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
  return (method === 'GET' || method === 'HEAD') && !isOfPage ? ANSWERS.get(path) : undefined;
}
