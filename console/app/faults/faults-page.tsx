/** Failures on demand, and how this emulator behaves where no document says it. */
import { state } from '../live/state.ts';
import { Problem } from '../parts/problem.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { Choices } from './choices.tsx';
import { FaultPlan } from './fault-plan.tsx';
import { NewFault } from './new-fault.tsx';

export function FaultsPage() {
  const { answer, problem } = useAnswer(
    () => state.value?.faults,
    (plane) => plane.faults.list,
  );
  const faults = answer.value ?? [];
  return (
    <div class="halves">
      <div>
        <NewFault />
        <section class="half">
          <h2>Fault plans</h2>
          {faults.length > 0 && (
            <p class="altered">
              Not gradable: a run against an emulator with a fault plan is never called conformant.
            </p>
          )}
          {faults.length === 0 && <p class="soft">There is none: every call is answered as usual.</p>}
          <Problem text={problem.value} />
          {faults.map((fault) => (
            <FaultPlan key={fault.id} fault={fault} />
          ))}
        </section>
      </div>
      <Choices />
    </div>
  );
}
