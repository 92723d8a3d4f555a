/** What no document settles: a select for each choice, and what the emulator was started with besides. */
import { useSignal } from '@preact/signals';
import type { ChoiceState } from '../../../client/index.ts';
import type { ControlPlane } from '../../../client/world.ts';
import { plane } from '../live/plane.ts';
import { state } from '../live/state.ts';
import { openWorld } from '../live/worlds.ts';
import { Problem } from '../parts/problem.tsx';
import { SearchRow, text } from '../parts/search-row.tsx';
import { useAction } from '../parts/use-action.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { Alterations, type AlterationsProps } from './alterations.tsx';

interface Behaviour extends AlterationsProps {
  readonly choices: readonly ChoiceState[];
}

export function Choices() {
  const { answer, problem } = useAnswer(
    () => [state.value?.choices, state.value?.defects],
    ({ control }: ControlPlane) =>
      async () =>
        (await control('GET', '/choices')) as unknown as Behaviour,
  );
  const behaviour = answer.value;
  return (
    <section class="half">
      <h2>Choices</h2>
      <p class="soft">
        Where the documentation is silent, the emulator chooses. A change is for calls from now on: what is
        stored stays as it is. No choice changes what is graded.
      </p>
      <Problem text={problem.value} />
      {behaviour !== undefined && <Listed choices={behaviour.choices} />}
      {behaviour !== undefined && <Alterations {...behaviour} />}
    </section>
  );
}

function Listed({ choices }: { choices: readonly ChoiceState[] }) {
  const { run, problem } = useAction();
  const isChangedOnly = useSignal(false);
  const wanted = text.value.toLowerCase();
  const shown = choices.filter(
    (one) =>
      (!isChangedOnly.value || one.value !== one.default) &&
      [one.name, one.why, one.about, ...one.values].some((words) => words.toLowerCase().includes(wanted)),
  );
  const own = valuesOf(choices.filter((one) => one.value !== one.default));
  const back = valuesOf(
    choices.filter((one) => one.value !== one.start),
    'start',
  );
  return (
    <>
      <SearchRow about="name or meaning">
        <label>
          <input
            type="checkbox"
            checked={isChangedOnly.value}
            onChange={({ currentTarget }) => {
              isChangedOnly.value = currentTarget.checked;
            }}
          />{' '}
          only those that differ from their default
        </label>
      </SearchRow>
      <p class="soft" role="status">
        {shown.length} of {choices.length} choices are shown; different from the default:{' '}
        {Object.keys(own).length}.
      </p>
      <p class="copies">
        <button
          type="button"
          disabled={Object.keys(back).length === 0}
          onClick={() => void run(() => plane().choices.set(back))}
        >
          put back those of the start
        </button>
        <button type="button" onClick={() => void run(() => openWorld({ choices: own }))}>
          new world with these
        </button>
      </p>
      <Problem text={problem.value} />
      <ul class="choices">
        {shown.map((choice) => (
          <Choice
            key={choice.name}
            choice={choice}
            onChange={(value) => void run(() => plane().choices.set({ [choice.name]: value }))}
          />
        ))}
      </ul>
    </>
  );
}

function valuesOf(
  choices: readonly ChoiceState[],
  which: 'value' | 'start' = 'value',
): Readonly<Record<string, string>> {
  return Object.fromEntries(choices.map((one) => [one.name, one[which]]));
}

interface OneChoiceProps {
  readonly choice: ChoiceState;
  readonly onChange: (value: string) => void;
}

function Choice({ choice, onChange }: OneChoiceProps) {
  const { name, value, default: usual, values, about, why } = choice;
  return (
    <li>
      <label>
        {name}{' '}
        <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
          {values.map((one) => (
            <option value={one}>{one}</option>
          ))}
        </select>
      </label>{' '}
      {value !== usual && <span class="altered">not the default, {usual}</span>}
      <p class="soft">
        {why} ({about})
      </p>
    </li>
  );
}
