/** Shows fault plans, sets them and removes them. */
import type { FaultPlanBody } from '../../schemas/index.ts';
import { type Answer, errorAnswer } from '../answers/index.ts';
import { type Faults, MOST_PLANS, readPlan, type ShownFault } from '../faults/index.ts';
import { refuse, withBody } from './with-body.ts';

export function listFaults(faults: Faults): Answer {
  return { status: 200, body: { faults: faults.list() }, rules: [] };
}

export function showFault(faults: Faults, id: string): Answer {
  return answer(faults.find(id));
}

/** `{"at", "where"?, "then"}`; it replaces a plan with this id. */
export function setFault(faults: Faults, id: string, body: unknown): Answer {
  return withBody<FaultPlanBody>('fault-plan', body, 'control-invalid', (valid) => {
    const read = readPlan(id, valid);
    if ('violations' in read) return refuse('control-invalid', read.violations);
    const set = faults.put(id, read.plan);
    return 'value' in set
      ? answer(set.value)
      : errorAnswer(set.problem, `there can be ${MOST_PLANS}: delete one first, or replace one by its id`);
  });
}

export function removeFault(faults: Faults, id: string): Answer {
  return answer(faults.remove(id));
}

function answer(fault: ShownFault | undefined): Answer {
  return fault === undefined
    ? errorAnswer('fault-unknown', 'GET faults lists them')
    : { status: 200, body: { fault }, rules: [] };
}
