/** Chooses a target, and begins a run or stops it. */
import { useSignal } from '@preact/signals';
import type { GradeTarget, ShownGrade } from '../../../emulator/grading/shown.ts';
import { plane } from '../live/plane.ts';
import { state } from '../live/state.ts';
import { ModalDialog } from '../parts/modal-dialog.tsx';
import { Problem } from '../parts/problem.tsx';
import { useAction } from '../parts/use-action.ts';

export function BeginGrade({ shown: { targets, problem: fileProblem, run: latest } }: { shown: ShownGrade }) {
  const { run, problem } = useAction();
  const name = useSignal(latest?.target ?? '');
  const asked = useSignal<GradeTarget | undefined>(undefined);
  const isUnderWay = latest?.state === 'running' || latest?.state === 'stopping';
  const chosen = targets.find((target) => target.name === name.value);

  const begin = (confirm?: string) => {
    asked.value = undefined;
    const target = chosen?.name;
    return run(() => plane().control('POST', '/grade', { target, confirm }));
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isUnderWay) return;
    if (chosen?.confirm === undefined) void begin();
    else asked.value = chosen;
  };
  return (
    <section class="half">
      <p class="lead">
        Runs <code>verify</code>. It writes Users, Accounts and events of its own to the destination.
      </p>
      <Altered />
      <form onSubmit={submit}>
        <label class="field">
          Target
          <select value={name.value} onChange={({ currentTarget }) => (name.value = currentTarget.value)}>
            <option value="">the built-in destination</option>
            {targets.map((target) => (
              <option value={target.name} disabled={target.address === undefined}>
                {target.name}, {target.address ?? 'cannot be used'}
              </option>
            ))}
          </select>
        </label>
        <Reasons targets={targets} fileProblem={fileProblem} />
        <Problem text={problem.value} />
        <p class="copies">
          {/* Not disabled, because it would lose the focus; not the same button as Stop, because of double clicks. */}
          <button type="submit" class="main" aria-disabled={isUnderWay}>
            Start
          </button>
          {isUnderWay && (
            <button type="button" onClick={() => void run(() => plane().control('DELETE', '/grade'))}>
              {latest.state === 'running' ? 'Stop' : 'Stop at once'}
            </button>
          )}
        </p>
      </form>
      {asked.value !== undefined && (
        <Confirm
          target={asked.value}
          onAnswer={(agrees) => {
            if (agrees) void begin(asked.value?.confirm);
            else asked.value = undefined;
          }}
        />
      )}
    </section>
  );
}

/** Why targets cannot be chosen, and where targets come from. */
function Reasons({
  targets,
  fileProblem,
}: {
  targets: readonly GradeTarget[];
  fileProblem?: string | undefined;
}) {
  const unusable = targets.filter(({ problem }) => problem !== undefined);
  return (
    <>
      {fileProblem !== undefined && <p class="altered">{fileProblem}</p>}
      {unusable.map(({ name, problem }) => (
        <p class="altered">
          {name} cannot be used: {problem}
        </p>
      ))}
      {targets.length === 0 && fileProblem === undefined && (
        <p class="soft">
          Other destinations can be chosen here if the configuration file of <code>emulate</code> has{' '}
          <code>targets</code>.
        </p>
      )}
    </>
  );
}

function Altered() {
  const { faults = [], defects = {} } = state.value ?? {};
  if (faults.length + Object.keys(defects).length === 0) return null;
  return (
    <p class="altered">
      Not gradable: the built-in destination has fault plans or defects, so a run never calls it conformant.
    </p>
  );
}

interface ConfirmProps {
  readonly target: GradeTarget;
  readonly onAnswer: (agrees: boolean) => void;
}

function Confirm({ target: { name, address, confirm }, onAnswer }: ConfirmProps) {
  return (
    <ModalDialog title={`Send test data to ${confirm}?`} onClose={() => onAnswer(false)}>
      <p>
        {name} is on another machine. The emulator will send calls to <code>{address}</code> that write Users,
        Accounts and events; every identifier in them starts with <code>conformance-</code>.
      </p>
      <p class="copies">
        <button type="button" class="main" onClick={() => onAnswer(true)}>
          Send to {confirm}
        </button>
        <button type="button" onClick={() => onAnswer(false)}>
          Cancel
        </button>
      </p>
    </ModalDialog>
  );
}
