/** Reads the stored records of everything in the model. */
import type { AccountRecord, Asking, EventRecord, EvidencePort, UserRecord } from '../evidence/index.ts';
import type { Names } from './commands.ts';
import type { Model } from './model.ts';

/** The records of the model's users and accounts, by alias. */
export interface Stored {
  readonly users: ReadonlyMap<string, readonly UserRecord[]>;
  readonly accounts: ReadonlyMap<string, readonly AccountRecord[]>;
  readonly events: ReadonlyMap<string, readonly EventRecord[]>;
}

/** Reads all records at the same time; events only of users that have some in the model. */
export async function readStored(
  model: Model,
  names: Names,
  evidence: EvidencePort,
  asking: Asking,
): Promise<Stored> {
  const byAlias = async <T>(aliases: readonly string[], ask: (alias: string) => Promise<T>) =>
    new Map(await Promise.all(aliases.map(async (alias) => [alias, await ask(alias)] as const)));
  const users = Object.keys(model.users).filter((alias) => model.users[alias]?.exists);
  const withEvents = users.filter((alias) => (model.users[alias]?.events.length ?? 0) > 0);
  const [userRecords, accountRecords, eventRecords] = await Promise.all([
    byAlias(users, (alias) => evidence.users({ userId: names.id(alias) }, asking)),
    byAlias(Object.keys(model.accounts), (alias) => evidence.accounts({ groupId: names.id(alias) }, asking)),
    byAlias(withEvents, (alias) => evidence.events({ userId: names.id(alias) }, asking)),
  ]);
  return { users: userRecords, accounts: accountRecords, events: eventRecords };
}
