/** What `audience enter` and `audience leave` do: a file of members, in requests of a bounded size. */
import { openInput } from '../capture/open-input.ts';
import { readLines } from '../capture/read-lines.ts';
import type { OptionReader } from '../options.ts';
import type { Shell } from '../shell.ts';
import { openControl, pathOf } from './control.ts';
import { type Entry, readEntries } from './read-file.ts';

/** Characters of a request's members; the control plane takes 64 KB. */
const REQUEST_SIZE = 32 * 1024;

/** @param mayEnter false lets everybody out, whatever the file says of membership */
export async function runMove(
  key: string,
  file: string,
  mayEnter: boolean,
  options: OptionReader,
  shell: Shell,
): Promise<number> {
  const control = openControl(options);
  const input = await openInput(file, shell);
  const moved = { entered: 0, left: 0 };
  const waiting: Record<'enter' | 'leave', Entry['member'][]> = { enter: [], leave: [] };
  const sizes = { enter: 0, leave: 0 };
  let unread = 0;
  const flush = async (direction: 'enter' | 'leave') => {
    const members = waiting[direction];
    waiting[direction] = [];
    sizes[direction] = 0;
    if (members.length === 0) return;
    const answer = await control.post(`${pathOf(key)}/${direction}`, { members });
    const { entered = 0, left = 0 } = answer as Partial<typeof moved>;
    moved.entered += entered;
    moved.left += left;
  };
  for await (const entry of readEntries(readLines(input.bytes))) {
    if ('problem' in entry) {
      unread += 1;
      shell.err(`line ${entry.line}: ${entry.problem}\n`);
      continue;
    }
    const direction = mayEnter && entry.isMember ? 'enter' : 'leave';
    waiting[direction].push(entry.member);
    sizes[direction] += Buffer.byteLength(JSON.stringify(entry.member));
    if (sizes[direction] > REQUEST_SIZE) await flush(direction);
  }
  await flush('enter');
  await flush('leave');
  shell.out(
    `${moved.entered} entered, ${moved.left} left${unread === 0 ? '' : `, ${unread} lines not read`}\n`,
  );
  return unread === 0 ? 0 : 3;
}
