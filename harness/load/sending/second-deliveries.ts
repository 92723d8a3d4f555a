/** Which calls of a replay are sent a second time, and when. */
import type { PlannedCall } from '../../../generators/load/index.ts';
import type { LoadPlan } from '../../../schemas/index.ts';

/** So many calls come between the two deliveries of a call in a replay, if there are as many. */
const CALLS_BETWEEN = 1000;

/** The accepted calls that wait for their second delivery: none if the load is not a replay. */
export function createSecondDeliveries({ replay }: LoadPlan) {
  const waiting: PlannedCall[] = [];
  return {
    add(planned: PlannedCall) {
      if (replay === true) waiting.push(planned);
    },
    /** The call that is to be sent now, if there is one; after the last call all are. */
    due: (isAfterLast: boolean) =>
      isAfterLast || waiting.length > CALLS_BETWEEN ? waiting.shift() : undefined,
  };
}
