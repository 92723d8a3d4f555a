/** Reads what a destination has stored, over its Records API. */
import { basic } from '../emulator/testing.ts';

/** What a test reads of a record; each collection has only some of it. */
export interface StoredRecord {
  readonly userId?: string;
  readonly groupId?: string;
  readonly messageId?: string;
  readonly event?: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly accountIds?: readonly string[];
  readonly userIds?: readonly string[];
}

/** @param question a collection and a query, such as `users?userId=ada` */
export async function readRecords(
  { recordsUrl, apiKey }: { readonly recordsUrl: string; readonly apiKey: string },
  question: string,
): Promise<StoredRecord[]> {
  const response = await fetch(`${recordsUrl}/${question}`, { headers: { authorization: basic(apiKey) } });
  const [records] = Object.values((await response.json()) as Record<string, StoredRecord[]>);
  return records ?? [];
}
