/** Writes what a request meets: a late answer, another one, or none. */
import type { ServerResponse } from 'node:http';
import { FAULT_HEADER, FAULTS_ENABLED_HEADER } from '../../behaviours.ts';
import type { Core } from '../../core.ts';
import type { ResolvedOptions } from '../../options/index.ts';
import { answerWhenSaved } from '../answer-when-saved.ts';
import type { Attempt } from '../write/index.ts';
import type { Met } from './meet-fault.ts';

/** Says which fault plans a world has, if it has any; what was said about another one is taken back. */
export function markFaults(response: ServerResponse, { faults }: Pick<Core, 'faults'>): void {
  if (faults.isAny) response.setHeader(FAULTS_ENABLED_HEADER, faults.names);
  else response.removeHeader(FAULTS_ENABLED_HEADER);
}

/**
 * Answers a request that met a fault when the time of the fault has passed, in real time; or breaks the connection off.
 *
 * @param attempt answers what writing throws
 */
export function answerMet(
  { core, options, attempt }: AnswerParts,
  response: ServerResponse,
  { fault, answer }: Met,
): void {
  const show = () => {
    if (answer === undefined) return breakOff(response);
    response.setHeader(FAULT_HEADER, fault.id);
    attempt(response, () => answerWhenSaved(core, options, response, answer));
  };
  if (fault.delayMs === 0) {
    show();
    return;
  }
  const timer = setTimeout(show, fault.delayMs);
  // A client that has gone waits for nothing, and neither does the process.
  response.once('close', () => clearTimeout(timer));
}

interface AnswerParts {
  readonly core: Core;
  readonly options: ResolvedOptions;
  readonly attempt: Attempt;
}

/** Resets the connection, so that the client sees an error and not an end; TLS cannot, and is closed. */
function breakOff({ socket }: ServerResponse): void {
  if (socket === null) return;
  if ('encrypted' in socket) socket.destroy();
  else socket.resetAndDestroy();
}
