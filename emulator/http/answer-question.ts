/** Answers a question for stored records; one of a program without Express, which takes longer to load than to answer many. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ResolvedOptions } from '../options/index.ts';
import type { Worlds } from '../worlds/index.ts';
import { answerMet, faultOfQuestion, markFaults } from './faults/index.ts';
import { queryOf } from './request-target.ts';
import { FOR_BROWSERS } from './standing-headers.ts';
import { type Attempt, writeRecords } from './write/index.ts';

const QUESTION = /^\/records\/(users|accounts|events)$/;

/** @returns undefined for any other request, and for those of pages, which the guards must see */
export function questionOfProgram({ method, headers }: IncomingMessage, path: string): string | undefined {
  const isOfPage = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
  return method === 'GET' && !isOfPage ? QUESTION.exec(path)?.[1] : undefined;
}

/** @param collection what is asked for; it need not exist */
export function answerQuestion(
  worlds: Worlds,
  options: ResolvedOptions,
  attempt: Attempt,
  { headers: { authorization }, url = '' }: IncomingMessage,
  response: ServerResponse,
  collection: string,
): void | Promise<void> {
  for (const [name, value] of Object.entries(FOR_BROWSERS)) response.setHeader(name, value);
  const { core } = worlds.ofHeader(authorization);
  const question = { collection, authorization, query: queryOf(url) };
  markFaults(response, core);
  const met = core.faults.isAny ? faultOfQuestion(core, question) : undefined;
  if (met !== undefined) return answerMet({ core, options, attempt }, response, met);
  return writeRecords(response, core.destination.records(question));
}
