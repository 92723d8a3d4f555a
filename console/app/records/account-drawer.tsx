/** An Account: its properties with the calls that set them, and its Users. */
import { changes } from '../live/calls.ts';
import { state } from '../live/state.ts';
import { Problem } from '../parts/problem.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { FewLinks } from './few-links.tsx';
import { readList } from './read-list.ts';
import { type ListedAccount, open, openIn, placeOfUser } from './record.ts';
import { RecordDrawer } from './record-drawer.tsx';
import { SetProperties } from './set-properties.tsx';

export function AccountDrawer() {
  const { answer, problem } = useAnswer(
    () => [state.value?.records, changes.value],
    (plane) => {
      const connector = openIn.value;
      const filters = { groupId: open.value, ...(connector === '' ? {} : { connector }) };
      return () => readList<ListedAccount>(plane, 'accounts', filters, 1);
    },
  );
  const account = answer.value?.rows[0];
  return (
    <RecordDrawer label="The open Account" title={open.value}>
      <Problem text={problem.value} />
      {answer.value !== undefined && account === undefined && <p>No Account has this id, or it is gone.</p>}
      {account !== undefined && <Content account={account} />}
    </RecordDrawer>
  );
}

function Content({ account: { groupId, connector, properties, userIds } }: { account: ListedAccount }) {
  return (
    <>
      <dl class="facts">
        <dt>groupId</dt>
        <dd>{groupId}</dd>
        <dt>connector</dt>
        <dd>{connector}</dd>
      </dl>
      <h3>Properties</h3>
      <SetProperties record={{ connector, groupId, properties }} />
      <h3>Users</h3>
      {userIds.length === 0 && <p class="soft">It has no Users.</p>}
      <FewLinks ids={userIds} placeOf={(userId) => placeOfUser({ userId }, connector)} most={50} />
    </>
  );
}
