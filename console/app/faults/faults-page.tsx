/** Failures on demand, and what makes this emulator behave otherwise than the contract says by default. */
import type { FailingPlace, FaultState } from '../../../client/index.ts';
import { plane } from '../live/plane.ts';
import { state } from '../live/state.ts';
import { Problem } from '../parts/problem.tsx';
import { useAction } from '../parts/use-action.ts';
import { useAnswer } from '../parts/use-answer.ts';

export function FaultsPage() {
  const { answer, problem } = useAnswer(
    () => state.value?.faults,
    (plane) => plane.faults.list,
  );
  const faults = answer.value ?? [];
  return (
    <div class="halves">
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
          <Fault key={fault.id} fault={fault} />
        ))}
      </section>
      <Behaviour />
    </div>
  );
}

function Fault({ fault }: { fault: FaultState }) {
  const { run, problem } = useAction();
  return (
    <article>
      <h3>
        {fault.id} <span class="soft">at the {fault.at}</span>{' '}
        {fault.spent && <span class="arrived">spent</span>}
      </h3>
      <ol>
        {fault.steps.map(({ step, spent, times }) => (
          <li>
            <code>{typeof step === 'string' ? step : JSON.stringify(step)}</code> met {spent} of {times}
          </li>
        ))}
      </ol>
      <Problem text={problem.value} />
      <button type="button" onClick={() => void run(() => plane().faults.remove(fault.id))}>
        remove {fault.id}
      </button>
    </article>
  );
}

const KINDS = {
  503: { label: '503, which is tried again', answer: { status: 503 } },
  429: { label: '429, which asks to wait 2 s', answer: { status: 429, retryAfter: 2 } },
  400: { label: '400, which is final', answer: { status: 400 } },
  reset: { label: 'a connection that is broken off', answer: { reset: true } },
  delay: { label: 'an answer after 5 s', answer: { delay: '5s' } },
} as const;

function NewFault() {
  const { run, problem } = useAction();
  const set = (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const { answer } = KINDS[String(given.get('kind')) as keyof typeof KINDS];
    const at = String(given.get('at')) as FailingPlace;
    const answers = [{ ...answer, times: Number(given.get('times')) }];
    return run(() => plane().faults.set(String(given.get('id')), { at, answers }));
  };
  return (
    <section class="half">
      <h2>Let something fail</h2>
      <form onSubmit={set}>
        <label class="field">
          Where
          <select name="at">
            <option value="destination">at the destination</option>
            <option value="ingress">at the ingress</option>
            <option value="records">at the Records API</option>
          </select>
        </label>
        <label class="field">
          How
          <select name="kind">
            {Object.entries(KINDS).map(([key, { label }]) => (
              <option value={key}>{label}</option>
            ))}
          </select>
        </label>
        <label class="field">
          How often
          <input name="times" type="number" min={1} max={1_000_000} value={1} required />
        </label>
        <label class="field">
          Name of the plan
          <input
            name="id"
            value="outage"
            required
            pattern="[A-Za-z0-9_\-]{1,60}"
            title="letters, digits, - and _"
          />
        </label>
        <Problem text={problem.value} />
        <button type="submit" class="main">
          Switch on
        </button>
      </form>
    </section>
  );
}

function Behaviour() {
  const { choices = {}, variants = [], defects = {} } = state.value ?? {};
  const switched = Object.entries(defects);
  return (
    <section class="half">
      <h2>Choices</h2>
      <p class="soft">
        Where the page is silent, the emulator chooses. <code>emulate --choice NAME=VALUE</code> chooses
        otherwise, and so does a new world.
      </p>
      <dl class="facts">
        {Object.entries(choices).map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
      {variants.length > 0 && <p>Variants: {variants.join(', ')}</p>}
      {switched.length > 0 && (
        <p class="altered">
          Not gradable, because defects are switched on:{' '}
          {switched.map(([name, count]) => `${name} (${count} times)`).join(', ')}
        </p>
      )}
    </section>
  );
}
