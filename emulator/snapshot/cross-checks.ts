/** What JSON Schema cannot say of a snapshot: that its parts agree with each other. */
import { isKeyName, RESERVED } from '../../calls/index.ts';
import type { SavedConnector } from '../astrolabe/index.ts';
import { isSavedAudience, type SavedComputed } from '../engage/index.ts';
import type { SavedInstance } from './saved-instance.ts';
import type { Snapshot } from './snapshot.ts';

/** A part that does not agree with another. */
export interface Contradiction {
  /** JSON pointer. */
  readonly pointer: string;
  readonly message: string;
}

export function* contradictions(snapshot: Snapshot): Generator<Contradiction> {
  const { connectors, instances, deliveries, engage } = snapshot;
  const names = connectors.map(({ name }) => name);
  yield* repeated(names, '/connectors', 'name');
  for (const [index, { records }] of connectors.entries()) {
    yield* recordProblems(records, `/connectors/${index}/records`);
  }
  yield* repeated(
    instances.map(({ id }) => id),
    '/instances',
    'id',
  );
  if (engage.instance.id !== 'engage') {
    yield { pointer: '/engage/instance/id', message: 'it must be "engage"' };
  }
  yield* instanceProblems(engage.instance, names, '/engage/instance');
  for (const [index, instance] of instances.entries()) {
    yield* instanceProblems(instance, names, `/instances/${index}`);
  }
  yield* profileProblems(engage.profiles, '/engage/profiles');
  yield* repeated(
    engage.computed.map(({ definition }) => definition.key),
    '/engage/computed',
    'key',
  );
  for (const [index, { attempts, firstAt }] of deliveries.entries()) {
    if (attempts > 0 && firstAt > snapshot.clock.now) {
      yield {
        pointer: `/deliveries/${index}/firstAt`,
        message: 'it must not be after the time of the clock',
      };
    }
  }
  const waiting = new Set(deliveries.map(({ messageId }) => messageId));
  for (const [index, computed] of engage.computed.entries()) {
    yield* computedProblems(computed, snapshot, waiting, `/engage/computed/${index}`);
  }
}

type Records = SavedConnector['records'];

function* recordProblems(records: Records, at: string): Generator<Contradiction> {
  const { users, shared, accounts, memberships, events, forgotten, blocked } = records;
  const identified = users.flatMap(({ userId }) => (userId === undefined ? [] : [userId]));
  const anonymous = users.flatMap(({ userId, anonymousId }) =>
    userId === undefined ? [anonymousId ?? ''] : [],
  );
  yield* repeated(identified, `${at}/users`, 'userId');
  yield* repeated(anonymous, `${at}/users`, 'anonymousId');
  if (users.findLastIndex(({ userId }) => userId !== undefined) >= identified.length) {
    yield { pointer: `${at}/users`, message: 'the identified Users must come first' };
  }
  const holders = new Map<string, Set<string>>();
  for (const { userId, anonymousId } of users) {
    if (userId === undefined || anonymousId === undefined) continue;
    holders.set(anonymousId, (holders.get(anonymousId) ?? new Set()).add(userId));
  }
  yield* repeated(
    shared.map(({ anonymousId }) => anonymousId),
    `${at}/shared`,
    'anonymousId',
  );
  for (const [index, { anonymousId, userIds }] of shared.entries()) {
    const known = holders.get(anonymousId) ?? new Set();
    if (new Set(userIds).size !== userIds.length || !sameItems(userIds, known)) {
      yield {
        pointer: `${at}/shared/${index}/userIds`,
        message: 'it must have each User with that anonymousId once',
      };
    }
  }
  const groups = accounts.map(({ groupId }) => groupId);
  yield* repeated(groups, `${at}/accounts`, 'groupId');
  const knownGroups = new Set(groups);
  for (const [index, { groupId }] of memberships.entries()) {
    if (!knownGroups.has(groupId)) {
      yield {
        pointer: `${at}/memberships/${index}/groupId`,
        message: 'it must be the groupId of an Account',
      };
    }
  }
  yield* repeated(
    memberships.map(({ groupId, userId }) => JSON.stringify([groupId, userId])),
    `${at}/memberships`,
    'groupId and userId',
  );
  const messageIds = new Set(events.map(({ record }) => record.messageId));
  for (const [index, messageId] of forgotten.entries()) {
    if (!messageIds.has(messageId)) {
      yield { pointer: `${at}/forgotten/${index}`, message: 'it must be the messageId of an event' };
    }
  }
  yield* repeated(forgotten, `${at}/forgotten`, 'messageId');
  yield* repeated(blocked, `${at}/blocked`, 'user');
}

function* instanceProblems(
  { key, connector }: SavedInstance,
  names: readonly string[],
  at: string,
): Generator<Contradiction> {
  if (key === 'connector' && !names.includes(connector ?? '')) {
    yield { pointer: `${at}/connector`, message: 'it must be the name of a connector' };
  }
}

function* profileProblems(
  { profiles, accounts, moment }: Snapshot['engage']['profiles'],
  at: string,
): Generator<Contradiction> {
  const ids = profiles.map(({ id }) => id);
  yield* repeated(ids, `${at}/profiles`, 'id');
  yield* repeated(
    accounts.map(({ groupId }) => groupId),
    `${at}/accounts`,
    'groupId',
  );
  for (const [kind, items] of Object.entries({ profiles, accounts })) {
    const late = items.findIndex(({ changed }) => changed > moment);
    if (late >= 0) {
      yield { pointer: `${at}/${kind}/${late}/changed`, message: 'it must not be above the moment' };
    }
  }
}

function* computedProblems(
  computed: SavedComputed,
  { engage }: Snapshot,
  waiting: ReadonlySet<string>,
  at: string,
): Generator<Contradiction> {
  const { definition, sync, latest, underWay, follower } = computed;
  if (!isKeyName(definition.key) || RESERVED.has(definition.key)) {
    yield { pointer: `${at}/definition/key`, message: 'it must be a key that a computation can have' };
  }
  const hasRule = !isSavedAudience(computed) || computed.definition.rule !== undefined;
  if (hasRule !== (follower !== undefined)) {
    yield {
      pointer: at,
      message: hasRule
        ? 'it needs a follower'
        : 'it must have no follower, because its members are set by hand',
    };
  }
  if ((follower?.seen ?? 0) > engage.profiles.moment) {
    yield { pointer: `${at}/follower/seen`, message: 'it must not be above the moment of the profiles' };
  }
  const isUnderWay = sync === 'under-way';
  if (isUnderWay !== (latest !== undefined && latest.endedAt === undefined)) {
    yield {
      pointer: `${at}/sync`,
      message: 'it must be under-way exactly if the latest sync has not ended',
    };
  }
  if (!isUnderWay && underWay.length > 0) {
    yield { pointer: `${at}/underWay`, message: 'it must be empty unless the sync is under way' };
  }
  for (const [index, change] of underWay.entries()) {
    const lost = change.waiting.findIndex((messageId) => !waiting.has(messageId));
    if (lost >= 0) {
      yield {
        pointer: `${at}/underWay/${index}/waiting/${lost}`,
        message: 'it must be the messageId of a delivery',
      };
    }
  }
  yield* ledgerProblems(computed, at);
}

/** The state of a member while a call is under way. */
const BUSY = 4;

function* ledgerProblems(computed: SavedComputed, at: string): Generator<Contradiction> {
  const [ids, busy] = isSavedAudience(computed)
    ? [
        computed.ledger.members.map(([id]) => id),
        computed.ledger.members.filter(([, state]) => (state & BUSY) !== 0).map(([id]) => id),
      ]
    : [
        computed.ledger.values.map(({ id }) => id),
        computed.ledger.values.filter(({ isBusy }) => isBusy).map(({ id }) => id),
      ];
  const kind = isSavedAudience(computed) ? 'members' : 'values';
  yield* repeated(ids, `${at}/ledger/${kind}`, 'id');
  yield* repeated(computed.ledger.changed, `${at}/ledger/changed`, 'id');
  const sent = computed.underWay.map(({ id }) => id);
  if (new Set(sent).size !== sent.length || !sameItems(sent, new Set(busy))) {
    yield {
      pointer: `${at}/underWay`,
      message: 'it must have each id once of which a call is under way in the ledger, and no other',
    };
  }
  if (isSavedAudience(computed) && (computed.ledger.walked ?? 0) > ids.length) {
    yield { pointer: `${at}/ledger/walked`, message: 'it must not be above the number of members' };
  }
}

function sameItems(items: readonly string[], others: ReadonlySet<string>): boolean {
  return items.length === others.size && items.every((item) => others.has(item));
}

/** The first that comes twice; no value is shown. */
function* repeated(values: readonly string[], at: string, what: string): Generator<Contradiction> {
  const seen = new Set<string>();
  for (const value of values) {
    if (seen.has(value)) {
      yield { pointer: at, message: `each ${what} must be there once` };
      return;
    }
    seen.add(value);
  }
}
