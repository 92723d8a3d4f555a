/** Asks what a call changed. */
import type { CallRecords } from '../../../emulator/replay/shown.ts';
import { plane } from '../live/plane.ts';

/** @param id `t` and a position among the traces, or `j` and one in the journal */
export async function readRecords(id: string): Promise<CallRecords> {
  const list = id.startsWith('t') ? 'traces' : 'journal';
  return (await plane().control('GET', `/${list}/${id.slice(1)}/records`)) as unknown as CallRecords;
}
