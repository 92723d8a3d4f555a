/** What `audience enter` and `audience leave` do: send the members of a file, in requests of bounded size. */
import type { Result } from '../../schemas/index.ts';
import { openInput } from '../capture/open-input.ts';
import type { Shell } from '../shell.ts';
import type { ControlOptions } from './audience.ts';
import { openControl, pathOf } from './control.ts';
import { type FileEntry, type FileMember, readMembers } from './read-file.ts';
import { type ComputedView, readMoved, readView } from './views.ts';

/** Bytes of members after which a request is sent; the last member may add as many. The control plane accepts 64 KB. */
const REQUEST_SIZE = 28 * 1024;

type Direction = 'enter' | 'leave';

/** Adds the members in the file, and removes those whose member column is false. */
export function runEnter(options: ControlOptions, shell: Shell, words: readonly string[]): Promise<number> {
  return moveMembers(options, shell, words, ({ isMember }) => (isMember ? 'enter' : 'leave'));
}

/** Removes every member in the file, whatever its member column says. */
export function runLeave(options: ControlOptions, shell: Shell, words: readonly string[]): Promise<number> {
  return moveMembers(options, shell, words, () => 'leave');
}

async function moveMembers(
  options: ControlOptions,
  shell: Shell,
  [key = '', file = '']: readonly string[],
  directionOf: (entry: FileEntry) => Direction,
): Promise<number> {
  const control = openControl(options, shell);
  const { level } = readView(await control.get(pathOf(key)));
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
    const { entered, left } = readMoved(await control.post(`${pathOf(key)}/${direction}`, { members }));
    moved.entered += entered;
    moved.left += left;
  };
  const move = async (direction: Direction, member: FileMember) => {
    waiting[direction].push(member);
    sizes[direction] += sizeOf(member);
    if (sizes[direction] > REQUEST_SIZE) await flush(direction);
  };
  const skip = (line: number, problem: string) => {
    unread += 1;
    shell.err(`line ${line}: ${problem}\n`);
  };
  for await (const entry of readMembers(input.bytes)) {
    if ('note' in entry) {
      shell.err(`line ${entry.line}: ${entry.note}\n`);
      continue;
    }
    if ('problem' in entry) {
      skip(entry.line, entry.problem);
      continue;
    }
    const parts = readParts(entry.member, level);
    if ('problem' in parts) skip(entry.line, parts.problem);
    else for (const part of parts.value) await move(directionOf(entry), part);
  }
  await flush('enter');
  await flush('leave');
  shell.out(
    `${moved.entered} entered, ${moved.left} left${unread === 0 ? '' : `, ${unread} lines not read`}\n`,
  );
  return unread === 0 ? 0 : 3;
}

/** The parts in which a member is sent. If the emulator refused one, it would refuse all members of its request. */
function readParts(member: FileMember, level: ComputedView['level']): Result<readonly FileMember[]> {
  const isAccount = 'groupId' in member;
  if (isAccount && level !== 'account') return { problem: 'this is an account, and the audience has users' };
  if (!isAccount && level === 'account') return { problem: 'this is a user, and the audience has accounts' };
  const parts = partsOf(member);
  return parts.some((part) => sizeOf(part) > REQUEST_SIZE)
    ? { problem: `this takes more than ${REQUEST_SIZE} bytes: shorten its ids` }
    : { value: parts };
}

/** The users of a large account are sent in several parts, which add up. */
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
