/** Sets a fault plan: where it acts, on which calls, and what they meet, step by step. */
import { useSignal } from '@preact/signals';
import type { FailingPlace } from '../../../client/index.ts';
import { TYPES } from '../calls/filter.ts';
import { plane } from '../live/plane.ts';
import { Problem } from '../parts/problem.tsx';
import { useAction } from '../parts/use-action.ts';
import { StepFields } from './step-fields.tsx';
import { answersFrom, FIRST_STEP, type StepForm } from './steps.ts';

const PLACES: Readonly<Record<FailingPlace, string>> = {
  destination: 'at the destination',
  ingress: 'at the ingress',
  records: 'at the Records API',
};
const COLLECTIONS = ['users', 'accounts', 'events'];

export function NewFault() {
  const place = useSignal<FailingPlace>('destination');
  const type = useSignal('');
  const steps = useSignal<readonly StepForm[]>([FIRST_STEP]);
  const { run, problem } = useAction();
  const set = (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const where = Object.fromEntries(
      ['type', 'event', 'userId', 'collection'].flatMap((name) => {
        const value = given.get(name);
        return typeof value === 'string' && value !== '' ? [[name, value]] : [];
      }),
    );
    const conditions = Object.keys(where).length === 0 ? {} : { where };
    const answers = steps.value.flatMap(answersFrom);
    return run(() =>
      plane().faults.set(String(given.get('id')), { at: place.value, ...conditions, answers }),
    );
  };
  const change = (index: number, changes: Partial<StepForm>) => {
    steps.value = steps.value.map((step, at) => (at === index ? { ...step, ...changes } : step));
  };
  return (
    <section class="half">
      <h2>Let something fail</h2>
      <form onSubmit={set}>
        <label class="field">
          Where
          <select
            value={place.value}
            onChange={({ currentTarget }) => {
              place.value = currentTarget.value as FailingPlace;
            }}
          >
            {Object.entries(PLACES).map(([name, label]) => (
              <option value={name}>{label}</option>
            ))}
          </select>
        </label>
        {place.value === 'records' ? (
          <Options label="For questions about" name="collection" all="everything" options={COLLECTIONS} />
        ) : (
          <>
            <Options
              label="For calls of the type"
              name="type"
              all="every type"
              options={TYPES}
              onChange={(value) => {
                type.value = value;
              }}
            />
            {type.value === 'track' && <Text label="For the event (optional)" name="event" />}
          </>
        )}
        <Text label="For the userId (optional)" name="userId" />
        <fieldset class="plan">
          <legend>What they meet, one after the other; then everything passes</legend>
          <ol>
            {steps.value.map((step, index) => (
              <li>
                <StepFields
                  step={step}
                  number={index + 1}
                  onChange={(changes) => change(index, changes)}
                  onRemove={
                    steps.value.length === 1
                      ? undefined
                      : () => {
                          steps.value = steps.value.filter((_, at) => at !== index);
                        }
                  }
                />
              </li>
            ))}
          </ol>
          <button
            type="button"
            onClick={() => {
              steps.value = [...steps.value, FIRST_STEP];
            }}
          >
            add a step
          </button>
        </fieldset>
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

interface OptionsProps {
  readonly label: string;
  readonly name: string;
  /** What an empty value means. */
  readonly all: string;
  readonly options: readonly string[];
  readonly onChange?: (value: string) => void;
}

function Options({ label, name, all, options, onChange }: OptionsProps) {
  return (
    <label class="field">
      {label}
      <select name={name} onChange={({ currentTarget }) => onChange?.(currentTarget.value)}>
        <option value="">{all}</option>
        {options.map((one) => (
          <option value={one}>{one}</option>
        ))}
      </select>
    </label>
  );
}

function Text({ label, name }: { label: string; name: string }) {
  return (
    <label class="field">
      {label}
      <input name={name} maxLength={200} autoComplete="off" />
    </label>
  );
}
