/** The keys of a new world, which are shown once. */
import { type OpenedWorld, opened } from '../live/worlds.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { ModalDialog } from '../parts/modal-dialog.tsx';

export function WorldKeys({ world }: { world: OpenedWorld }) {
  const { id, name, apiKey, blockingApiKey, writeKey } = world;
  const close = () => {
    opened.value = undefined;
  };
  const keys = {
    'Write key of its source': writeKey,
    'API key that allows free email providers': apiKey,
    'API key that blocks free email providers': blockingApiKey,
  };
  return (
    <ModalDialog title={`The keys of the world ${name ?? id}`} onClose={close}>
      <p>They are shown only now.</p>
      <dl>
        {Object.entries(keys).map(([label, key]) => (
          <>
            <dt class="soft">{label}</dt>
            <dd>
              <code class="key">{key}</code> <CopyButton text={key}>copy</CopyButton>
            </dd>
          </>
        ))}
      </dl>
      <button type="button" class="main" onClick={close}>
        Done
      </button>
    </ModalDialog>
  );
}
