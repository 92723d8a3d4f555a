/** Whom and what the open call is about, each with a link to its page; rows of a list of facts. */
import { OF_A_PAGE } from '../live/url.ts';
import { PlaceLink } from '../parts/place-link.tsx';

interface LinkedCall {
  readonly event?: string | undefined;
  readonly received?: unknown;
  readonly delivered?: unknown;
}

export function CallLinks({ one }: { one: LinkedCall }) {
  const call = one.delivered ?? one.received;
  const [userId, anonymousId, groupId] = ['userId', 'anonymousId', 'groupId'].map(
    (name) => textIn(one, name) ?? textIn(call, name),
  );
  const { event } = one;
  return (
    <>
      <LinkedFact name="userId" view="users" text={userId} />
      <LinkedFact name="anonymousId" view="users" text={anonymousId} />
      <LinkedFact name="groupId" view="accounts" text={groupId} />
      <LinkedFact name="event" view="events" text={event} />
    </>
  );
}

interface LinkedFactProps {
  readonly name: string;
  readonly view: 'users' | 'accounts' | 'events';
  readonly text: string | undefined;
}

function LinkedFact({ name, view, text }: LinkedFactProps) {
  if (text === undefined) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <PlaceLink to={{ ...OF_A_PAGE, view, text }}>{text}</PlaceLink>
      </dd>
    </>
  );
}

function textIn(value: unknown, name: string): string | undefined {
  const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  const found = isObject ? (value as Record<string, unknown>)[name] : undefined;
  return typeof found === 'string' && found !== '' ? found : undefined;
}
