/** Makes equal reads once while it is switched on: the last look of many examples asks for few records. */
import { createRecorder } from '../target/index.ts';
import type { Asking, EvidencePort } from './port.ts';

/** A source of evidence whose equal reads can be shared. */
interface SharingPort {
  readonly port: EvidencePort;
  /** From now on equal reads are made once, or each by itself again. */
  share(isShared: boolean): void;
}

interface SharedRead {
  readonly rows: unknown;
  readonly exchanges: Asking['recorder']['exchanges'];
}

/** Characters of JSON that shared reads keep together; what is read beyond that is read again by each that asks. */
const SHARED_LIMIT = 4 * 1024 * 1024;

/** Every example that shares a read gets its exchanges. */
export function shareReads(source: EvidencePort): SharingPort {
  let reads: Map<string, Promise<SharedRead>> | undefined;
  let kept = 0;
  const sharing =
    <Query, Rows>(collection: string, read: (query: Query, asking: Asking) => Promise<Rows>) =>
    async (query: Query, asking: Asking): Promise<Rows> => {
      if (reads === undefined) return read(query, asking);
      const key = JSON.stringify([collection, query, asking.credential]);
      const shared = reads.get(key) ?? keep(reads, key, readOnce(read, query, asking));
      const { rows, exchanges } = await shared;
      asking.recorder.exchanges.push(...exchanges);
      return rows as Rows;
    };
  const keep = (into: NonNullable<typeof reads>, key: string, reading: Promise<SharedRead>) => {
    into.set(key, reading);
    reading.then(
      ({ rows }) => {
        kept += JSON.stringify(rows).length;
        if (kept > SHARED_LIMIT) into.delete(key);
      },
      () => {},
    );
    return reading;
  };
  return {
    share(isShared) {
      reads = isShared ? new Map() : undefined;
      kept = 0;
    },
    port: {
      users: sharing('users', source.users),
      accounts: sharing('accounts', source.accounts),
      events: sharing('events', source.events),
    },
  };
}

async function readOnce<Query>(
  read: (query: Query, asking: Asking) => Promise<unknown>,
  query: Query,
  asking: Asking,
): Promise<SharedRead> {
  const recorder = createRecorder(asking.recorder.example);
  return { rows: await read(query, { ...asking, recorder }), exchanges: recorder.exchanges };
}
