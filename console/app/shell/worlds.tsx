/** Which world the page shows, and ways to another one, to a new one and to the end of this one. */
import { useSignal } from '@preact/signals';
import { state } from '../live/state.ts';
import { needsToken } from '../live/token.ts';
import { OF_A_PAGE, show, world } from '../live/url.ts';
import { dropWorld, listWorlds, opened, worldChanges } from '../live/worlds.ts';
import { ModalDialog } from '../parts/modal-dialog.tsx';
import { Problem } from '../parts/problem.tsx';
import { useAction } from '../parts/use-action.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { NewWorldDialog } from './new-world-dialog.tsx';
import { WorldKeys } from './world-keys.tsx';

export function Worlds() {
  const asked = useSignal(0);
  const dialog = useSignal<'new' | 'drop' | undefined>(undefined);
  const { answer } = useAnswer(
    () => [world.value, worldChanges.value, needsToken.value, asked.value],
    () => listWorlds,
  );
  const worlds = answer.value ?? [];
  const isListed = world.value === '' || worlds.some(({ id }) => id === world.value);
  const close = () => {
    dialog.value = undefined;
  };
  return (
    <div class="world">
      <label>
        <span class="hidden">World</span>
        <select
          value={world.value}
          // Others open worlds, too.
          onFocus={() => {
            asked.value += 1;
          }}
          onChange={({ currentTarget }) => show({ ...OF_A_PAGE, world: currentTarget.value })}
        >
          <option value="">default world</option>
          {!isListed && <option value={world.value}>world {state.value?.world.name ?? world.value}</option>}
          {worlds.map(({ id, name }) => (
            <option value={id}>world {name ?? id}</option>
          ))}
        </select>
      </label>{' '}
      <button
        type="button"
        class="link"
        onClick={() => {
          dialog.value = 'new';
        }}
      >
        new world
      </button>{' '}
      {world.value !== '' && (
        <button
          type="button"
          class="link"
          onClick={() => {
            dialog.value = 'drop';
          }}
        >
          drop this world
        </button>
      )}
      {dialog.value === 'new' && <NewWorldDialog onClose={close} />}
      {dialog.value === 'drop' && <DropDialog onClose={close} />}
      {opened.value !== undefined && dialog.value === undefined && <WorldKeys world={opened.value} />}
    </div>
  );
}

function DropDialog({ onClose }: { onClose: () => void }) {
  const { run, problem } = useAction();
  const drop = () =>
    run(async () => {
      await dropWorld(world.value);
      onClose();
    });
  return (
    <ModalDialog title="Drop this world?" onClose={onClose}>
      <p>Its records, its calls and its keys are gone then. Other worlds stay as they are.</p>
      <Problem text={problem.value} />
      <p class="copies">
        <button type="button" class="main" onClick={() => void drop()}>
          Drop it
        </button>
        <button type="button" onClick={onClose}>
          Keep it
        </button>
      </p>
    </ModalDialog>
  );
}
