/** Reads which calls set the properties of a record: from the latest calls back, until all are found. */
import type { JournalLine } from '../../../client/index.ts';
import type { ControlPlane } from '../../../client/world.ts';
import type { Trace } from '../../../emulator/trace.ts';
import { addSetters, type Setter, type SettingType, type StoredCall } from './setters.ts';

/** A record whose properties calls have set. */
export interface SetRecord {
  readonly connector: string;
  /** Of a User, which has at least one of them. */
  readonly userId?: string | undefined;
  readonly anonymousId?: string | undefined;
  /** Of an Account. */
  readonly groupId?: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Of a thousand calls each; a User with more of them is one of a load test. */
const MOST_PAGES = 10;

export async function readSetters(
  { control }: Pick<ControlPlane, 'control'>,
  record: SetRecord,
): Promise<ReadonlyMap<string, Setter>> {
  const { userId, anonymousId, groupId, properties } = record;
  const ids = [userId, anonymousId].filter((id) => id !== undefined);
  const setting: SettingType = groupId === undefined ? 'identify' : 'group';
  const setters = new Map<string, Setter>();
  const isDone = () => Object.keys(properties).every((name) => setters.has(name));
  const filters = groupId === undefined ? ids.map((id) => ({ userId: id })) : [{ groupId }];
  for (const filter of filters) {
    let cursor: unknown = '0';
    for (let page = 0; page < MOST_PAGES && cursor !== undefined && !isDone(); page += 1) {
      const query = { ...filter, type: setting, first: 'newest', limit: '1000', cursor: String(cursor) };
      const answer = await control('GET', `/traces?${new URLSearchParams(query)}`);
      addSetters(
        setters,
        properties,
        (answer.traces as Trace[]).flatMap((trace) => storedCall(trace, record)),
        setting,
      );
      cursor = answer.next;
    }
  }
  // What came to the destination itself has no trace.
  if (!isDone()) {
    const direct = await directCalls(control, (entry) => isOf(entry, record, setting));
    addSetters(setters, properties, direct.toReversed(), setting);
  }
  return setters;
}

function storedCall(trace: Trace, record: SetRecord): StoredCall[] {
  const { position, messageId, receivedAt, delivered, deliveries } = trace;
  const isAbout = record.groupId !== undefined || isOfUser(trace, record);
  const isStored = deliveries.some(
    ({ outcome, connector }) => outcome === 'delivered' && connector === record.connector,
  );
  return isAbout && isStored ? [{ call: `t${position}`, messageId, at: receivedAt, body: delivered }] : [];
}

/** Oldest first. */
async function directCalls(
  control: ControlPlane['control'],
  isAsked: (entry: JournalLine) => boolean,
): Promise<readonly StoredCall[]> {
  const calls: StoredCall[] = [];
  let cursor: unknown = '0';
  for (let page = 0; page < MOST_PAGES && cursor !== undefined; page += 1) {
    const { entries, dropped, next } = await control('GET', `/journal?cursor=${cursor}`);
    const begin = Math.max(Number(cursor), dropped as number);
    for (const [index, entry] of (entries as JournalLine[]).entries()) {
      if (!isAsked(entry)) continue;
      calls.push({
        call: `j${begin + index}`,
        messageId: entry.messageId ?? 'a call without a messageId',
        at: new Date(entry.at).toISOString(),
        body: entry.delivered,
      });
    }
    cursor = next;
  }
  return calls;
}

function isOf({ connector, delivered }: JournalLine, record: SetRecord, setting: SettingType): boolean {
  const { connector: own, groupId } = record;
  if (connector !== own || typeof delivered !== 'object' || delivered === null) return false;
  const call = delivered as Readonly<Record<string, unknown>>;
  if (call.type !== setting) return false;
  return groupId === undefined ? isOfUser(call, record) : call.groupId === groupId;
}

/** Several Users can share an anonymousId: a call that names a User is about that one alone. */
function isOfUser(
  call: { readonly userId?: unknown; readonly anonymousId?: unknown },
  { userId, anonymousId }: SetRecord,
): boolean {
  const hasUser = call.userId !== undefined && call.userId !== null;
  return hasUser ? call.userId === userId : anonymousId !== undefined && call.anonymousId === anonymousId;
}
