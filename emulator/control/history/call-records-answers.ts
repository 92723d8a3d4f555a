/** The records before and after a call. */
import { type Answer, errorAnswer } from '../../answers/index.ts';
import type { Core } from '../../core.ts';
import type { ResolvedOptions } from '../../options/index.ts';
import { type ReplaySubject, recordsOfCall } from '../../replay/index.ts';

/** @param position in the ring of the traces */
export function showCallRecords(
  core: Core,
  options: ResolvedOptions,
  position: string,
  gone: AbortSignal,
): Answer | Promise<Answer> {
  const trace = isPosition(position) ? core.traces.at(Number(position)) : undefined;
  if (trace === undefined) return unknown('traces');
  return answer(core, options, { trace }, gone);
}

/** @param position in the ring of the journal */
export function showRequestRecords(
  core: Core,
  options: ResolvedOptions,
  position: string,
  gone: AbortSignal,
): Answer | Promise<Answer> {
  const entry = isPosition(position) ? core.journal.at(Number(position)) : undefined;
  if (entry === undefined) return unknown('journal');
  return answer(core, options, { entry }, gone);
}

async function answer(
  core: Core,
  options: ResolvedOptions,
  subject: ReplaySubject,
  gone: AbortSignal,
): Promise<Answer> {
  return { status: 200, body: await recordsOfCall(core, options, subject, gone), rules: [] };
}

function isPosition(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}

function unknown(list: string): Answer {
  return errorAnswer(
    'not-found',
    `${list} has nothing at this position, or no longer: count from dropped, the position of the first one that GET ${list} shows`,
  );
}
