/** The properties of a record, each with the call that set it. */
import { useSignal } from '@preact/signals';
import { Problem } from '../parts/problem.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { Properties } from './properties.tsx';
import { readSetters, type SetRecord } from './read-setters.ts';

export function SetProperties({ record }: { record: SetRecord }) {
  const shown = useSignal(record);
  shown.value = record;
  // Other calls change nothing here, so nothing is read again for them.
  const { answer, problem } = useAnswer(
    () => shown.value,
    (plane) => {
      const one = shown.peek();
      return () => readSetters(plane, one);
    },
  );
  if (Object.keys(record.properties).length === 0) return <p class="soft">It has none.</p>;
  return (
    <>
      <Problem text={problem.value} />
      <Properties value={record.properties} setters={answer.value} />
    </>
  );
}
