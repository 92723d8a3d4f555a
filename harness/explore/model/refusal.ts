/** Which refusals differ from the contract. */
import { describeResponse, type HttpResponse, type NoResponse } from '../../target/index.ts';
import { type Command, type Single, singlesOf } from '../commands/commands.ts';
import type { Mismatch } from './mismatch.ts';

/**
 * The refusal of a command that must be accepted; undefined if there is none. Any response to another delivery is
 * allowed, and so is any response to a visitor's track. If nothing can be read back, only calls that must be accepted
 * count.
 *
 * @param accepted by call
 */
export function refusalOf(
  command: Command,
  accepted: readonly boolean[],
  responses: readonly (HttpResponse | NoResponse)[],
  hasEvidence: boolean,
): Mismatch | undefined {
  if (command.kind === 'again') return undefined;
  if (command.kind === 'twice' && accepted.includes(true)) return undefined;
  const index = accepted.indexOf(false);
  const refused = responses[index];
  const single = singlesOf(command)[index];
  if (refused === undefined || single === undefined) return undefined;
  if (single.kind === 'visitor-track') return undefined;
  if (!hasEvidence && isJudgedByReading(single)) return undefined;
  const difference = {
    message: 'a valid call was not accepted',
    expected: 'a 2xx response',
    actual: describeResponse(refused),
  };
  return { subject: { kind: 'refused', call: single.kind }, difference, final: true };
}

function isJudgedByReading({ kind }: Single): boolean {
  return kind === 'visitor-group' || kind === 'account-audience';
}
