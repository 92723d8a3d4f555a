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

/** Every example that shares a read gets its exchanges. */
export function shareReads(source: EvidencePort): SharingPort {
  let reads: Map<string, Promise<SharedRead>> | undefined;
  const sharing =
    <Query, Rows>(collection: string, read: (query: Query, asking: Asking) => Promise<Rows>) =>
    async (query: Query, asking: Asking): Promise<Rows> => {
      if (reads === undefined) return read(query, asking);
      const key = JSON.stringify([collection, query, asking.credential]);
      const shared = reads.get(key) ?? readOnce(read, query, asking);
      reads.set(key, shared);
      const { rows, exchanges } = await shared;
      asking.recorder.exchanges.push(...exchanges);
      return rows as Rows;
    };
  return {
    share(isShared) {
      reads = isShared ? new Map() : undefined;
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
