/** What `audience enter` and `audience leave` do: a file of members, in requests of a bounded size. */
import { openInput } from '../capture/open-input.ts';
import { readLines } from '../capture/read-lines.ts';
import type { OptionReader } from '../options.ts';
import type { Shell } from '../shell.ts';
import { openControl, pathOf } from './control.ts';
import { type FileMember, readEntries } from './read-file.ts';
import type { ComputedView } from './views.ts';

/** Bytes of a request's members, of which the last may take as many; the control plane takes 64 KB in all. */
const REQUEST_SIZE = 28 * 1024;

type Direction = 'enter' | 'leave';

/** @param mayEnter false lets everybody out, whatever the file says of membership */
export async function runMove(
  key: string,
  file: string,
  mayEnter: boolean,
  options: OptionReader,
  shell: Shell,
): Promise<number> {
  const control = openControl(options);
  const { level } = (await control.get(pathOf(key))) as ComputedView;
  const input = await openInput(file, shell);
  const moved = { entered: 0, left: 0 };
  const waiting: Record<Direction, FileMember[]> = { enter: [], leave: [] };
  const sizes = { enter: 0, leave: 0 };
  let unread = 0;
  const flush = async (direction: Direction) => {
    const members = waiting[direction];
    waiting[direction] = [];
    sizes[direction] = 0;
    if (members.length === 0) return;
    const answer = await control.post(`${pathOf(key)}/${direction}`, { members });
    const { entered = 0, left = 0 } = answer as Partial<typeof moved>;
    moved.entered += entered;
    moved.left += left;
  };
  const move = async (direction: Direction, member: FileMember) => {
    waiting[direction].push(member);
    sizes[direction] += sizeOf(member);
    if (sizes[direction] > REQUEST_SIZE) await flush(direction);
  };
  for await (const entry of readEntries(readLines(input.bytes))) {
    const problem = 'problem' in entry ? entry.problem : problemWith(entry.member, level);
    if (problem !== undefined || 'problem' in entry) {
      unread += 1;
      shell.err(`line ${entry.line}: ${problem}\n`);
      continue;
    }
    for (const part of partsOf(entry.member))
      await move(mayEnter && entry.isMember ? 'enter' : 'leave', part);
  }
  await flush('enter');
  await flush('leave');
  shell.out(
    `${moved.entered} entered, ${moved.left} left${unread === 0 ? '' : `, ${unread} lines not read`}\n`,
  );
  return unread === 0 ? 0 : 3;
}

/** One that the emulator would refuse would have it refuse all the members of its request. */
function problemWith(member: FileMember, level: ComputedView['level']): string | undefined {
  const isAccount = 'groupId' in member;
  if (isAccount && level !== 'account') return 'this is an account, and the audience is of users';
  if (!isAccount && level === 'account') return 'this is a user, and the audience is of accounts';
  const longest = Math.max(...partsOf(member).map(sizeOf));
  return longest > REQUEST_SIZE ? `this takes more than ${REQUEST_SIZE} bytes: shorten its ids` : undefined;
}

/** The users of a large account go in several parts, which add up. */
function partsOf(member: FileMember): readonly FileMember[] {
  if (!('groupId' in member) || sizeOf(member) <= REQUEST_SIZE) return [member];
  const { groupId, userIds } = member;
  const parts: string[][] = [[]];
  let size = 0;
  for (const userId of userIds) {
    size += sizeOf(userId) + 1;
    if (size > REQUEST_SIZE / 2) {
      parts.push([]);
      size = sizeOf(userId);
    }
    parts.at(-1)?.push(userId);
  }
  return parts.map((part) => ({ groupId, userIds: part }));
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
