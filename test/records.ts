/** Reads stored records over a destination's Records API. */
import { basic } from '../emulator/testing.ts';

/** The members of a record that tests read; each collection has some of them. */
export interface StoredRecord {
  readonly userId?: string;
  readonly groupId?: string;
  readonly messageId?: string;
  readonly event?: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly accountIds?: readonly string[];
  readonly userIds?: readonly string[];
}

/** @param query a collection and its parameters, such as `users?userId=ada` */
export async function readRecords(
  { recordsUrl, apiKey }: { readonly recordsUrl: string; readonly apiKey: string },
  query: string,
): Promise<StoredRecord[]> {
  const response = await fetch(`${recordsUrl}/${query}`, { headers: { authorization: basic(apiKey) } });
  const [records] = Object.values((await response.json()) as Record<string, StoredRecord[]>);
  return records ?? [];
}
