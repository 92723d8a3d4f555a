/** The names of outcomes, as traces show them and as they are asked for. */
import { didYouMean } from '../../schemas/index.ts';
import { REASONS, type Reason } from './reasons.ts';

/** Of a call that goes no further. */
export function droppedAs(reason: Reason): string {
  return `${REASONS[reason].stage.replaceAll(' ', '-')}.${reason}`;
}

/** What can stand before the status, the error or the reason that ended an attempt. */
const OPEN = ['errors.awaiting-retry', 'errors.discarded'];

/** All that have a name of their own, and their beginnings up to a full stop. */
const OUTCOMES: readonly string[] = [
  ...new Set([
    ...['delivered', 'queued', 'received', 'filtered', 'errors', ...OPEN],
    ...(Object.keys(REASONS) as Reason[]).flatMap((reason) => {
      const name = droppedAs(reason);
      return [name.slice(0, name.indexOf('.')), name];
    }),
  ]),
];

/** Whether a call can have this outcome, or one that begins with it and a full stop. */
export function isOutcome(name: string): boolean {
  return OUTCOMES.includes(name) || OPEN.some((beginning) => name.startsWith(`${beginning}.`));
}

/**
 * What to say of an outcome that no call can have: an empty list would mean that no call has had it.
 *
 * @returns a sentence without a full stop
 */
export function noOutcome(given: string): string {
  const names = 'delivered, errors.discarded, errors.awaiting-retry, or one that a trace shows';
  return `no call has this outcome: ${didYouMean(given.slice(0, 100), OUTCOMES, `write ${names}`)}`;
}
