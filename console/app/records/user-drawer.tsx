/** A User: its properties with the calls that set them, its Accounts and audiences, and its events. */
import type { ControlPlane } from '../../../client/world.ts';
import { changes } from '../live/calls.ts';
import { state } from '../live/state.ts';
import { OF_A_PAGE } from '../live/url.ts';
import { PlaceLink } from '../parts/place-link.tsx';
import { Problem } from '../parts/problem.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { FewLinks } from './few-links.tsx';
import { readList } from './read-list.ts';
import { type ListedUser, open, openBy, openIn, placeOfAccount } from './record.ts';
import { RecordDrawer } from './record-drawer.tsx';
import { SetProperties } from './set-properties.tsx';
import { UserEvents } from './user-events.tsx';

export function UserDrawer() {
  const { answer, problem } = useAnswer(
    () => [state.value?.records, changes.value],
    (plane) => {
      const [id, connector, by] = [open.value, openIn.value, openBy.value];
      return async () => ({ user: await readUser(plane, id, connector, by === 'anonymousId') });
    },
  );
  const user = answer.value?.user;
  return (
    <RecordDrawer label="The open User" title={open.value}>
      <Problem text={problem.value} />
      {answer.value !== undefined && user === undefined && <p>No User has this id, or it is gone.</p>}
      {user !== undefined && <Content user={user} />}
    </RecordDrawer>
  );
}

async function readUser(
  plane: ControlPlane,
  id: string,
  connector: string,
  isAnonymous: boolean,
): Promise<ListedUser | undefined> {
  const filters = {
    [isAnonymous ? 'anonymousId' : 'userId']: id,
    ...(connector === '' ? {} : { connector }),
  };
  const { rows } = await readList<ListedUser>(plane, 'users', filters, isAnonymous ? 1_000 : 1);
  // An anonymousId may also be one of identified Users.
  return rows.find(({ userId }) => !isAnonymous || userId === undefined || userId === null);
}

function Content({ user }: { user: ListedUser }) {
  const { userId, anonymousId, connector, accountIds, properties } = user;
  return (
    <>
      <dl class="facts">
        <dt>userId</dt>
        <dd>{userId ?? 'none: it is anonymous'}</dd>
        {typeof anonymousId === 'string' && (
          <>
            <dt>anonymousId</dt>
            <dd>{anonymousId}</dd>
          </>
        )}
        <dt>connector</dt>
        <dd>{connector}</dd>
      </dl>
      <h3>Properties</h3>
      <SetProperties
        record={{ connector, userId: userId ?? undefined, anonymousId: anonymousId ?? undefined, properties }}
      />
      <h3>Accounts</h3>
      {accountIds.length === 0 && <p class="soft">It is in no Account.</p>}
      <FewLinks ids={accountIds} placeOf={(id) => placeOfAccount(id, connector)} most={50} />
      <Audiences properties={properties} />
      <h3>Events</h3>
      <UserEvents
        person={typeof userId === 'string' ? { userId } : { anonymousId: anonymousId ?? '' }}
        connector={connector}
      />
    </>
  );
}

/** Audiences arrive as properties: true for those who are in, false for those who left. */
function Audiences({ properties }: Pick<ListedUser, 'properties'>) {
  const known = (state.value?.computed ?? []).filter(
    ({ key, kind }) => kind === 'audience' && typeof properties[key] === 'boolean',
  );
  if (known.length === 0) return null;
  return (
    <>
      <h3>Audiences</h3>
      <ul class="links">
        {known.map(({ key }) => (
          <li>
            <PlaceLink to={{ ...OF_A_PAGE, view: 'audiences' }}>{key}</PlaceLink>{' '}
            <span class="soft">{properties[key] === true ? 'is in' : 'has left'}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
