/** What `audience send` does: sends the calls that Engage would make for a file to any destination. */
import type { Computation } from '../../calls/index.ts';
import {
  type AccountCall,
  accountRecipient,
  callsAbout,
  isKeyName,
  keyOf,
  letters27,
  RESERVED,
  type Recipient,
} from '../../calls/index.ts';
import { systemTiming } from '../../harness/ambient.ts';
import type { Result } from '../../schemas/index.ts';
import { openInput, shareOf } from '../capture/open-input.ts';
import { createBar } from '../delivery/bar.ts';
import { deliver, type PlacedCall } from '../delivery/deliver.ts';
import {
  accepted,
  answered,
  count,
  firstRefusals,
  inShort,
  noOutcomes,
  total,
} from '../delivery/outcomes.ts';
import { openRoute } from '../delivery/route.ts';
import { CommandError, type Shell } from '../shell.ts';
import type { SendAudienceOptions } from './audience.ts';
import { type FileEntry, type FileMember, readMembers } from './read-file.ts';

/** @returns the exit code: 0 all accepted, 1 some not, 3 a line unread or nothing sent, 4 unreachable */
export async function runSendAudience(
  options: SendAudienceOptions,
  shell: Shell,
  [name = '', file = '']: readonly string[],
): Promise<number> {
  const key = readKey(options.key, name);
  const as = options.as.length === 0 ? (['group'] as const) : options.as;
  if (options.baseUrl === undefined) {
    throw new CommandError(2, 'audience send needs --base-url: the URL of a destination');
  }
  const route = await openRoute(options, shell);
  const input = await openInput(file, shell);
  const outcomes = noOutcomes();
  const bar = createBar(shell, () => shareOf(input), systemTiming.now);
  let unread = 0;
  let isStopped = false;
  const forget = shell.onStop(() => {
    isStopped = true;
  });
  const skip = (line: number, problem: string) => {
    unread += 1;
    bar.clear();
    shell.err(`line ${line}: ${problem}; it was not sent\n`);
  };
  async function* calls(): AsyncGenerator<PlacedCall> {
    const make = createMaker(key, as, shell.random);
    let place = 0;
    for await (const entry of readMembers(input.bytes)) {
      if ('note' in entry) {
        bar.clear();
        shell.err(`line ${entry.line}: ${entry.note}\n`);
        continue;
      }
      if (isStopped) return;
      const made = 'problem' in entry ? entry : make(entry);
      if ('problem' in made) {
        skip(entry.line, made.problem);
        continue;
      }
      for (const value of made.value) {
        yield { place, call: { line: entry.line, pointer: '', value, body: JSON.stringify(value) } };
        place += 1;
      }
    }
  }
  try {
    const parts = { timing: systemTiming, stopped: () => isStopped };
    const { unreachable } = await deliver(calls(), route, parts, (placed, answer) => {
      count(outcomes, answer, `line ${placed.call.line}`);
      bar.draw(outcomes);
    });
    bar.clear();
    shell.out(
      total(outcomes) === 0
        ? 'No call was sent.\n'
        : `${key}: ${total(outcomes)} calls: ${inShort(outcomes)}\n${firstRefusals(outcomes)}`,
    );
    const hasNoResponse = total(outcomes) > 0 && total(answered(outcomes)) === 0;
    if (unreachable !== undefined || hasNoResponse) return 4;
    if (isStopped) return 3;
    if (accepted(outcomes) < total(outcomes)) return 1;
    return unread > 0 || total(outcomes) === 0 ? 3 : 0;
  } finally {
    forget();
  }
}

/** @throws CommandError with exit code 2 if no key is given and the name gives none */
function readKey(given: string | undefined, name: string): string {
  const key = given ?? keyOf(name);
  if (key !== undefined && RESERVED.has(key)) {
    throw new CommandError(2, `calls carry ${key} beside the flag: pass another key with --key`);
  }
  if (key !== undefined && isKeyName(key)) return key;
  const problem =
    given === undefined
      ? `cannot derive a key from ${JSON.stringify(name)}: pass one with --key`
      : `--key must be lower-case letters, digits and underscores, not ${JSON.stringify(given)}`;
  throw new CommandError(2, problem);
}

/** Makes the calls of one member, or says why there are none; the messageIds of two runs differ. */
function createMaker(key: string, as: readonly AccountCall[], random: () => number) {
  const seed = `${random()} ${key}`;
  const computation: Computation = {
    kind: 'audience',
    key,
    id: `aud_${letters27(key)}`,
    spaceId: `spa_${letters27('audience file')}`,
  };
  let made = 0;
  return ({ member, isMember }: FileEntry): Result<readonly object[]> => {
    const recipient = recipientOf(member, as);
    if (recipient === undefined) {
      return { problem: 'an account without userIds: there is no user ID to call with' };
    }
    const timestamp = new Date(systemTiming.now()).toISOString();
    const stamp = () => {
      made += 1;
      return { messageId: `personas_${letters27(`${seed} ${made}`)}`, timestamp };
    };
    const calls = callsAbout(recipient, computation, isMember, stamp);
    return { value: calls.map((call) => ({ ...call, timestamp })) };
  };
}

/** Undefined for an account without users. */
function recipientOf(member: FileMember, as: readonly AccountCall[]): Recipient | undefined {
  if ('groupId' in member) {
    const users = member.userIds.map((userId) => ({ userId }));
    return users.length === 0 ? undefined : accountRecipient(member.groupId, users, as);
  }
  const { userId, anonymousId = '', emails = [] } = member;
  return { person: userId === undefined ? { anonymousId } : { userId }, emails };
}
