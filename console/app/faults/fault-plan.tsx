/** A fault plan: its steps, how often each was met, and on which calls. */
import { useSignal } from '@preact/signals';
import type { FaultState, SpentRequest, SpentStep } from '../../../client/index.ts';
import { plane } from '../live/plane.ts';
import { FindCall } from '../parts/find-call.tsx';
import { Problem } from '../parts/problem.tsx';
import { fullTime } from '../parts/times.ts';
import { useAction } from '../parts/use-action.ts';

export function FaultPlan({ fault }: { fault: FaultState }) {
  const { run, problem } = useAction();
  return (
    <article>
      <h3>
        {fault.id} <span class="soft">at the {fault.at}</span>{' '}
        {fault.spent && <span class="arrived">spent</span>}
      </h3>
      {fault.where !== undefined && (
        <p class="soft">
          for <code>{JSON.stringify(fault.where)}</code>
        </p>
      )}
      <ol>
        {fault.steps.map((step) => (
          <Step step={step} />
        ))}
      </ol>
      <Problem text={problem.value} />
      <button type="button" onClick={() => void run(() => plane().faults.remove(fault.id))}>
        remove {fault.id}
      </button>
    </article>
  );
}

/** How many of the calls of a step are shown at first. */
const CALLS = 5;

function Step({ step: { step, spent, times, calls } }: { step: SpentStep }) {
  const isWhole = useSignal(false);
  return (
    <li>
      <code>{typeof step === 'string' ? step : JSON.stringify(step)}</code> met {spent} of {times}
      {calls.length > 0 && (
        <ul class="preview">
          {calls.slice(0, isWhole.value ? calls.length : CALLS).map((call) => (
            <li>
              <SpentOn call={call} /> <span class="soft">{fullTime(call.at)}</span>
            </li>
          ))}
        </ul>
      )}
      {calls.length > CALLS && (
        <button
          type="button"
          class="link"
          onClick={() => {
            isWhole.value = !isWhole.value;
          }}
        >
          {isWhole.value ? 'show fewer' : `show all ${calls.length}`}
        </button>
      )}
    </li>
  );
}

/** A request to the ingress that was answered by the plan became no call, so only its messageId is known. */
function SpentOn({ call: { at: _, messageId, type, collection, ...asked } }: { call: SpentRequest }) {
  if (collection !== undefined) return <>{[collection, ...Object.values(asked)].join(' ')}</>;
  return (
    <>
      {type ?? 'a request'} <FindCall messageId={messageId}>{messageId ?? 'without a messageId'}</FindCall>
    </>
  );
}
