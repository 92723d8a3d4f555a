/** Reads stored records by alias. */
import type { AccountRecord, Asking, EventRecord, EvidencePort, UserRecord } from '../../evidence/index.ts';
import type { Names } from '../commands/commands.ts';

/** Stored records, by alias. */
export interface Stored {
  readonly users: ReadonlyMap<string, readonly UserRecord[]>;
  readonly accounts: ReadonlyMap<string, readonly AccountRecord[]>;
  readonly events: ReadonlyMap<string, readonly EventRecord[]>;
}

/** Aliases of the users, the accounts and the users whose events are read. */
interface RecordsToRead {
  readonly users: readonly string[];
  readonly accounts: readonly string[];
  readonly events: readonly string[];
}

/** Reads everything at the same time. */
export async function readStored(
  { users, accounts, events }: RecordsToRead,
  names: Names,
  evidence: EvidencePort,
  asking: Asking,
): Promise<Stored> {
  const byAlias = async <T>(aliases: readonly string[], ask: (alias: string) => Promise<T>) =>
    new Map(await Promise.all(aliases.map(async (alias) => [alias, await ask(alias)] as const)));
  const [userRecords, accountRecords, eventRecords] = await Promise.all([
    byAlias(users, (alias) => evidence.users({ userId: names.id(alias) }, asking)),
    byAlias(accounts, (alias) => evidence.accounts({ groupId: names.id(alias) }, asking)),
    byAlias(events, (alias) => evidence.events({ userId: names.id(alias) }, asking)),
  ]);
  return { users: userRecords, accounts: accountRecords, events: eventRecords };
}
