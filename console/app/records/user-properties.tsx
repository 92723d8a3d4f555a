/** The properties of a User, each with the call that set it. */
import { useSignal } from '@preact/signals';
import type { Trace } from '../../../emulator/trace.ts';
import { ask } from '../live/api.ts';
import { messageOf, Problem } from '../parts/problem.tsx';
import { fullTime } from '../parts/times.ts';
import { Properties } from './properties.tsx';
import { type Setter, settersOf } from './setters.ts';

interface UserProps {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export function UserProperties({ id, properties }: UserProps) {
  const setters = useSignal<ReadonlyMap<string, Setter> | undefined>(undefined);
  const problem = useSignal('');
  const read = async () => {
    try {
      const { traces } = await ask<{ traces: Trace[] }>(
        `/traces?userId=${encodeURIComponent(id)}&limit=1000`,
      );
      setters.value = settersOf(properties, traces);
      problem.value = '';
    } catch (error) {
      problem.value = messageOf(error);
    }
  };
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
