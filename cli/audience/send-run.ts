/** What `audience send` does: the calls that Engage would make for a file, to any destination. */

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
import { type Input, openInput } from '../capture/open-input.ts';
import { readLines } from '../capture/read-lines.ts';
import { createBar } from '../delivery/bar.ts';
import { deliver, type Placed } from '../delivery/deliver.ts';
import { accepted, answered, count, inShort, noOutcomes, total } from '../delivery/outcomes.ts';
import { openRoute } from '../delivery/route.ts';
import type { OptionReader } from '../options.ts';
import { CommandError, type Shell } from '../shell.ts';
import { type Entry, type FileMember, readEntries } from './read-file.ts';

/** @returns the exit code: 0 all accepted, 1 some not, 3 a line unread or nothing sent, 4 unreachable */
export async function runSendAudience(
  name: string,
  file: string,
  options: OptionReader,
  shell: Shell,
): Promise<number> {
  const key = options.text('key') ?? keyOf(name);
  if (key !== undefined && RESERVED.has(key)) {
    throw new CommandError(2, `${key} is what calls carry beside the flag: give another --key`);
  }
  if (key === undefined || !isKeyName(key)) {
    throw new CommandError(
      2,
      `${JSON.stringify(key ?? name)} makes no key: give lower-case letters and digits as --key`,
    );
  }
  const as = accountCallsFrom(options.list('as'));
  if (options.text('baseUrl') === undefined) {
    throw new CommandError(2, 'audience send needs --base-url: say where to');
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
  async function* calls(): AsyncGenerator<Placed> {
    const make = createMaker(key ?? '', as, shell.random);
    let place = 0;
    for await (const entry of readEntries(readLines(input.bytes))) {
      if (isStopped) return;
      if ('problem' in entry) {
        skip(entry.line, entry.problem);
        continue;
      }
      const made = make(entry);
      if (typeof made === 'string') {
        skip(entry.line, made);
        continue;
      }
      for (const value of made) {
        yield { place, call: { line: entry.line, pointer: '', value, body: JSON.stringify(value) } };
        place += 1;
      }
    }
  }
  try {
    const end = await deliver(calls(), route, systemTiming, (placed, answer) => {
      count(outcomes, answer, `line ${placed.call.line}`);
      bar.draw(outcomes);
    });
    bar.clear();
    shell.out(
      total(outcomes) === 0
        ? 'No call was sent.\n'
        : `${key}: ${total(outcomes)} calls: ${inShort(outcomes)}\n`,
    );
    for (const [status, first] of Object.entries(outcomes.firstRefusals))
      shell.out(`  first ${status}: ${first}\n`);
    const isNobodyThere = total(outcomes) > 0 && total(answered(outcomes)) === 0;
    if (end.unreachable !== undefined || isNobodyThere) return 4;
    if (isStopped) return 3;
    if (accepted(outcomes) < total(outcomes)) return 1;
    return unread > 0 || total(outcomes) === 0 ? 3 : 0;
  } finally {
    forget();
  }
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
  return ({ member, isMember }: Entry): readonly object[] | string => {
    const recipient = recipientOf(member, as);
    if (recipient === undefined) return 'an account without userIds: there is nobody whose id to call with';
    const timestamp = new Date(systemTiming.now()).toISOString();
    const stamp = () => {
      made += 1;
      return { messageId: `personas_${letters27(`${seed} ${made}`)}`, timestamp };
    };
    return callsAbout(recipient, computation, isMember, stamp).map((call) => ({ ...call, timestamp }));
  };
}

function recipientOf(member: FileMember, as: readonly AccountCall[]): Recipient | undefined {
  if ('groupId' in member) {
    const users = member.userIds.map((userId) => ({ userId }));
    return users.length === 0 ? undefined : accountRecipient(member.groupId, users, as);
  }
  const { userId, anonymousId = '', emails = [] } = member;
  return { person: userId === undefined ? { anonymousId } : { userId }, emails };
}

function accountCallsFrom(names: readonly string[]): readonly AccountCall[] {
  const wrong = names.find((name) => name !== 'group' && name !== 'identify');
  if (wrong !== undefined) {
    throw new CommandError(2, `--as is group, identify or both with a comma, not ${JSON.stringify(wrong)}`);
  }
  return names.length === 0 ? ['group'] : (names as readonly AccountCall[]);
}

function shareOf({ size, consumed }: Input): number | undefined {
  return size === undefined || size === 0 ? undefined : consumed() / size;
}
