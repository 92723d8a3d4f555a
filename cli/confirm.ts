/** Asks before anything is sent to another machine. */
import { isLoopback } from '../harness/address.ts';
import { CommandError, type Shell } from './shell.ts';

/** What is about to be sent. */
interface DueCalls {
  readonly baseUrl: string;
  /** Whether somebody agreed already. */
  readonly yes: boolean;
  /** What it does to whom, as a sentence; called for another machine only. */
  readonly what: (host: string) => string;
  /** What is done with it: `To send them, add --yes`. */
  readonly verb: 'send' | 'run';
}

/**
 * A shared endpoint is written to only after confirmation (docs/contract.md section 5).
 *
 * @throws CommandError with exit code 2 if nothing may be sent
 */
export async function confirmCalls({ baseUrl, yes, what, verb }: DueCalls, shell: Shell): Promise<void> {
  const url = new URL(baseUrl);
  if (isLoopback(url) || yes) return;
  const plan = what(url.host);
  if (!shell.interactive) {
    throw new CommandError(2, `${plan}\nTo ${verb} them, add --yes or set ASTROLABE_YES=1.`);
  }
  const answer = await shell.ask(`${plan}\nContinue? [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError(2, 'Nothing was sent.');
}
