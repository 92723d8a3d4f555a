/** Reads lists of the control plane, with as many pages as are asked for. */
import type { ControlPlane } from '../../../client/world.ts';

interface List<Row> {
  readonly rows: readonly Row[];
  /** How many match. */
  readonly total: number;
}

/** The most that the emulator puts on a page. */
const LARGEST_PAGE = 1_000;

/** @param most how many rows are read */
export async function readList<Row>(
  { control }: Pick<ControlPlane, 'control'>,
  name: 'users' | 'accounts' | 'events',
  filters: Readonly<Record<string, string>>,
  most: number,
): Promise<List<Row>> {
  const rows: Row[] = [];
  for (let cursor = '0'; ; ) {
    const limit = String(Math.min(most - rows.length, LARGEST_PAGE));
    const page = await control('GET', `/${name}?${new URLSearchParams({ ...filters, limit, cursor })}`);
    rows.push(...(page[name] as Row[]));
    if (page.next === undefined || rows.length >= most) return { rows, total: page.total as number };
    cursor = page.next as string;
  }
}
