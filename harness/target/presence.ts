/** Notices that a target stopped responding, so that a run ends instead of failing example after example. */
import { BlockedExample } from '../errors.ts';
import type { HttpResponse, NoResponse } from './client/index.ts';

/** One per run (docs/contract.md section 2, "gone"). */
export interface Presence {
  /** Takes note of what came for one call of an example; checks the target if too many in a row had no response. */
  saw(response: HttpResponse | NoResponse, example: string): Promise<void>;
  /** Sends the first control once more, and concludes from no response that the target is gone. */
  check(): Promise<void>;
  /** After how many calls the target stopped responding; undefined while it responds. */
  gone(): string | undefined;
}

/** Examples in a row without a response after which the first control is sent. */
const EXAMPLES_WITHOUT_RESPONSE = 3;

/** @param sendControl sends the first control on a connection of its own */
export function createPresence(sendControl: () => Promise<HttpResponse | NoResponse>): Presence {
  const silent = new Set<string>();
  let answered = 0;
  let gone: string | undefined;
  let checking: Promise<void> | undefined;
  const sendAndConclude = async () => {
    try {
      const response = await sendControl();
      if ('failure' in response) gone = goneInWords(answered, response);
      else silent.clear();
    } catch (error) {
      // A run that may send no more calls cannot find out.
      if (!(error instanceof BlockedExample)) throw error;
    }
  };
  const check = async () => {
    if (gone !== undefined) return;
    checking ??= sendAndConclude().finally(() => {
      checking = undefined;
    });
    await checking;
  };
  return {
    check,
    gone: () => gone,
    async saw(response, example) {
      if ('failure' in response) silent.add(example);
      else {
        silent.clear();
        answered += 1;
      }
      if (silent.size >= EXAMPLES_WITHOUT_RESPONSE) await check();
    },
  };
}

/** A server that is silent but not closed may be busy with a connection that another example keeps open. */
function goneInWords(answered: number, { code }: NoResponse): string {
  const hint = code === 'ETIMEDOUT' ? '; if it serves one connection at a time, pass --concurrency 1' : '';
  return `the target stopped responding after ${answered} calls${hint}`;
}
