/** The properties of a User, each with the call that set it. */
import { useSignal } from '@preact/signals';
import type { Trace } from '../../../emulator/trace.ts';
import { plane } from '../live/plane.ts';
import { Problem } from '../parts/problem.tsx';
import { fullTime } from '../parts/times.ts';
import { useAction } from '../parts/use-action.ts';
import { Properties } from './properties.tsx';
import { type Setter, settersOf } from './setters.ts';

interface UserProps {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export function UserProperties({ id, properties }: UserProps) {
  const setters = useSignal<ReadonlyMap<string, Setter> | undefined>(undefined);
  const { run, problem } = useAction();
  const read = () =>
    run(async () => {
      const query = `userId=${encodeURIComponent(id)}&limit=1000`;
      const { traces } = await plane().control('GET', `/traces?${query}`);
      setters.value = settersOf(properties, traces as Trace[]);
    });
  const found = setters.value;
  if (found === undefined) {
    return (
      <>
        <Properties value={properties} />
        <Problem text={problem.value} />
        <button type="button" class="link" onClick={() => void read()}>
          which call set them?
        </button>
      </>
    );
  }
  return (
    <dl class="properties">
      {Object.entries(properties).map(([name, value]) => {
        const setter = found.get(name);
        return (
          <>
            <dt>{name}</dt>
            <dd>
              {typeof value === 'string' ? value : JSON.stringify(value)}{' '}
              <span class="soft">
                {setter === undefined
                  ? 'by a call that is not kept'
                  : `by ${setter.messageId} at ${fullTime(setter.at)}`}
              </span>
            </dd>
          </>
        );
      })}
    </dl>
  );
}
