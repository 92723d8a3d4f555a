/** The half of the steps that happens in Astrolabe: a connector, and the dialog that shows its key once. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { plane } from '../live/plane.ts';
import { state } from '../live/state.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Problem } from '../parts/problem.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useAction } from '../parts/use-action.ts';
import { added, astrolabe, isCopied } from './steps.ts';

export function AstrolabeHalf() {
  switch (astrolabe.value) {
    case 0:
      return <Next label="Log in" />;
    case 1:
      return <Connectors />;
    case 2:
      return (
        <>
          <h3>Choose a Connector</h3>
          <Next label="Segment.com" />
        </>
      );
    default:
      return <NewConnector />;
  }
}

function Next({ label }: { label: string }) {
  return (
    <button
      type="button"
      class="main"
      onClick={() => {
        astrolabe.value += 1;
      }}
    >
      {label}
    </button>
  );
}

function Connectors() {
  return (
    <>
      <h3>Connectors</h3>
      <ul>
        {state.value?.connectors.map(({ name, freeEmail, permitted }) => (
          <li>
            {name}
            <span class="soft">
              {' '}
              · {freeEmail === 'block' ? 'blocks' : 'allows'} free email providers
              {permitted ? '' : ' · without permission'}
            </span>
          </li>
        ))}
      </ul>
      <Next label="Add Connector" />
    </>
  );
}

function NewConnector() {
  const name = useSignal('');
  const freeEmail = useSignal<'allow' | 'block'>('allow');
  const { run, problem } = useAction();
  const isNamed = astrolabe.value > 3;
  const finish = () =>
    run(async () => {
      added.value = await plane().connectors.add({ name: name.value, freeEmail: freeEmail.value });
      isCopied.value = false;
      astrolabe.value = 5;
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isNamed) void finish();
        else astrolabe.value = 4;
      }}
    >
      <h3>Segment.com Connector</h3>
      <TextField label="Name" value={name} />
      {isNamed && (
        <fieldset>
          <legend>Users with free email providers</legend>
          {(['allow', 'block'] as const).map((one) => (
            <label>
              <input
                type="radio"
                name="freeEmail"
                value={one}
                checked={freeEmail.value === one}
                onChange={() => {
                  freeEmail.value = one;
                }}
              />{' '}
              {one === 'allow' ? 'Allow' : 'Block'}
            </label>
          ))}
        </fieldset>
      )}
      <Problem text={problem.value} />
      <button type="submit" class="main">
        {isNamed ? 'Finish' : 'Continue'}
      </button>
      {added.value !== undefined && <KeyDialog />}
    </form>
  );
}

function KeyDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const connector = added.value;
  useEffect(() => dialog.current?.showModal(), [connector]);
  if (connector === undefined) return null;
  const close = () => {
    astrolabe.value = 1;
    added.value = undefined;
  };
  return (
    <dialog ref={dialog} aria-labelledby="key-title" onClose={close}>
      <h3 id="key-title">The API key of {connector.name}</h3>
      <p>It is shown only now.</p>
      <p>
        <code class="key">{connector.apiKey}</code>
      </p>
      <p class="copies">
        <CopyButton
          text={connector.apiKey}
          onCopy={() => {
            isCopied.value = true;
          }}
        >
          Copy
        </CopyButton>
        <button type="button" class="main" onClick={close}>
          Done
        </button>
      </p>
    </dialog>
  );
}
