/** Asks what a new world has of its own. */
import { openWorld, type WorldRequest } from '../live/worlds.ts';
import { ModalDialog } from '../parts/modal-dialog.tsx';
import { Problem } from '../parts/problem.tsx';
import { useAction } from '../parts/use-action.ts';

export function NewWorldDialog({ onClose }: { onClose: () => void }) {
  const { run, problem } = useAction();
  const open = (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    return run(async () => {
      await openWorld(requestFrom(given));
      onClose();
    });
  };
  return (
    <ModalDialog title="A new world" onClose={onClose}>
      <p class="soft">It has keys, records and a clock of its own, at the addresses of this emulator.</p>
      <form onSubmit={open}>
        <label class="field">
          Name (optional)
          <input name="name" maxLength={200} autoComplete="off" />
        </label>
        <label class="field">
          Seed of its waits and ids (optional)
          <input name="seed" type="number" min={0} max={4_294_967_295} step={1} />
        </label>
        <label class="field">
          Clock: real, frozen, or a time such as 2030-01-01T00:00:00Z (optional)
          <input name="clock" autoComplete="off" list="clocks" />
        </label>
        <datalist id="clocks">
          <option value="real" />
          <option value="frozen" />
        </datalist>
        <Problem text={problem.value} />
        <p class="copies">
          <button type="submit" class="main">
            Open it
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </p>
      </form>
    </ModalDialog>
  );
}

function requestFrom(given: FormData): WorldRequest {
  const text = (name: string) => String(given.get(name) ?? '').trim();
  return {
    ...(text('name') === '' ? {} : { name: text('name') }),
    ...(text('seed') === '' ? {} : { seed: Number(text('seed')) }),
    ...(text('clock') === '' ? {} : { clock: text('clock') }),
  };
}
