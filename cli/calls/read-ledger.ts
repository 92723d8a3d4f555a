/** The ledger of a run, as far as it can be cleaned up. */
import type { Result } from '../../schemas/index.ts';
import { isObject } from '../../schemas/index.ts';

/** What a ledger lists. */
export interface LedgerContent {
  /** User IDs, each once, in the order of the ledger. */
  readonly userIds: readonly string[];
  /** Anonymous IDs and group IDs, which no documented call deletes. */
  readonly anonymousIds: number;
  readonly groupIds: number;
}

/** Every identifier of a run begins with it (docs/contract.md section 5). */
const RUN_PREFIX = 'conformance-';

/**
 * Reads NDJSON as `reports/formats/ledger.ts` writes it.
 *
 * An identifier that no run can have written is a problem: a ledger that was edited must not delete other users.
 */
export function readLedger(text: string): Result<LedgerContent> {
  const ids = { userId: new Set<string>(), anonymousId: new Set<string>(), groupId: new Set<string>() };
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const where = `line ${index + 1}`;
    const entry = entryOf(line);
    if (entry === undefined) {
      return { problem: `${where} is not an entry of a ledger: use the ledger.ndjson of a run` };
    }
    const { field, id } = entry;
    if (!id.startsWith(RUN_PREFIX)) {
      return {
        problem: `${where}: no run wrote the ${field} ${JSON.stringify(id)}, which does not begin with "${RUN_PREFIX}": remove the line`,
      };
    }
    ids[field].add(id);
  }
  const { userId, anonymousId, groupId } = ids;
  return { value: { userIds: [...userId], anonymousIds: anonymousId.size, groupIds: groupId.size } };
}

interface LedgerEntry {
  readonly field: 'userId' | 'anonymousId' | 'groupId';
  readonly id: string;
}

function entryOf(line: string): LedgerEntry | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    if (!isObject(entry) || typeof entry.id !== 'string') return undefined;
    const { field, id } = entry;
    return field === 'userId' || field === 'anonymousId' || field === 'groupId' ? { field, id } : undefined;
  } catch {
    return undefined;
  }
}
