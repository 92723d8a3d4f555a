/** The records before and after the open call, with what changed marked. */
import type { CallRecords, DecisionRecords, RecordChange } from '../../../emulator/replay/shown.ts';
import { rows } from '../live/calls.ts';
import { JsonDifference } from '../parts/json-difference.tsx';
import { Problem } from '../parts/problem.tsx';
import { fullTime } from '../parts/times.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { readRecords } from './read-records.ts';

/** @param id see `Drawer` */
export function Records({ id }: { id: string }) {
  const { answer, problem } = useAnswer(
    () => rows.value.find(({ key }) => key === id),
    () => () => readRecords(id),
  );
  const found = answer.value;
  return (
    <section class="records" aria-label="Records before and after" aria-busy={found === undefined}>
      <h3>Records: before → after</h3>
      <Problem text={problem.value} />
      {found === undefined && problem.value === '' && <p class="soft">looking …</p>}
      {found !== undefined && <Found found={found} />}
    </section>
  );
}

function Found({ found: { decisions, elsewhere, incomplete } }: { found: CallRecords }) {
  return (
    <>
      {decisions.length === 0 && elsewhere.length === 0 && (
        <p>The call did not reach the destination, so it changed no record.</p>
      )}
      {elsewhere.length > 0 && (
        <p>
          Delivered to another address by {elsewhere.join(', ')}: the emulator does not have the records
          there.
        </p>
      )}
      {incomplete !== undefined && <p>Not known. {incomplete}</p>}
      {incomplete === undefined &&
        decisions.map((decision) => <Decision decision={decision} isNamed={decisions.length > 1} />)}
    </>
  );
}

function Decision({ decision, isNamed }: { decision: DecisionRecords; isNamed: boolean }) {
  const { at, instance, connector, status, records = [], notShown, isWithheld } = decision;
  const answered = status === undefined ? '' : `, answered ${status}`;
  return (
    <>
      {isNamed && (
        <h4>
          {instance} to {connector ?? 'no connector'} at {fullTime(at)}
          {answered}
        </h4>
      )}
      {records.length === 0 && (
        <p>
          {isWithheld ? 'A variant or a defect stored this later, or never.' : 'This call changed nothing.'}
        </p>
      )}
      {records.map((change) => (
        <Change change={change} />
      ))}
      {notShown !== undefined && <p>{notShown} more records changed.</p>}
    </>
  );
}

const KINDS = { user: 'User', account: 'Account', event: 'event', blocked: 'blocked ID' } as const;

function Change({ change: { kind, id, before, after, changes } }: { change: RecordChange }) {
  const name = `${KINDS[kind]} ${id}`;
  return (
    <>
      <h4>
        {name}: {before === undefined ? 'new' : after === undefined ? 'removed' : 'changed'}
      </h4>
      {before !== undefined && after !== undefined && (
        <p class="soft">{changes.map(({ pointer, what }) => `${what}: ${pointer}`).join(', ')}</p>
      )}
      <JsonDifference before={before} after={after} label={name} />
    </>
  );
}
