/** The plan of a load: made from options, or read from a file. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { LOAD_KINDS, MOST_CALLS_OF_USER, MOST_USERS_OF_ACCOUNT } from '../../generators/load/index.ts';
import { parseDuration } from '../../harness/read-setting.ts';
import type { Settings } from '../../harness/settings.ts';
import { type LoadPlan, type Result, validate } from '../../schemas/index.ts';
import { CommandError, type Shell } from '../shell.ts';
import type { LoadOptions } from './load.ts';

const DEFAULT_USERS = 1000;
const CALLS_OF_USER = 10;
const USERS_OF_ACCOUNT = 10;

/** @throws CommandError with exit code 2 if the options make no plan */
export function planFrom(
  options: LoadOptions,
  { runId, seed }: Pick<Settings, 'runId' | 'seed'>,
  shell: Shell,
): LoadPlan {
  if (options.plan !== undefined) return readPlan(resolve(shell.cwd, options.plan), options.plan);
  const users = options.users ?? DEFAULT_USERS;
  const calls = options.calls ?? callsWithin(options) ?? users * CALLS_OF_USER;
  const mix = readMix(options.mix);
  if ('problem' in mix) throw new CommandError(2, mix.problem);
  const plan: LoadPlan = {
    version: 1,
    runId,
    seed,
    users,
    accounts: options.accounts ?? Math.max(1, Math.ceil(users / USERS_OF_ACCOUNT)),
    calls,
    mix: mix.value,
    ...(options.replay ? { replay: true } : {}),
    endsAt: readTime(options.endsAt) ?? options.endsAt,
  };
  const problem = problemOf(plan);
  if (problem !== undefined) throw new CommandError(2, problem);
  return plan;
}

/** @throws CommandError with exit code 2 if the file is not a plan */
export function readPlan(path: string, named: string): LoadPlan {
  const fail = (problem: string) => new CommandError(2, `${named} ${problem}`);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw fail(`is not the plan of a load: ${(error as Error).message}`);
  }
  const [violation] = validate('load-plan', content);
  if (violation !== undefined) {
    throw fail(`is not the plan of a load: at "${violation.pointer}", ${violation.message}`);
  }
  const plan = content as LoadPlan;
  const problem = problemOf(plan);
  if (problem !== undefined) throw fail(`cannot be used: ${problem}`);
  return plan;
}

/** What keeps the calls of a plan from having an outcome that the contract promises. */
function problemOf({ users, accounts, calls, mix, endsAt }: LoadPlan): string | undefined {
  if (calls < users) {
    return `--calls ${calls} are fewer than --users ${users}: each user makes one call at least`;
  }
  if (calls > users * MOST_CALLS_OF_USER) {
    return `--calls ${calls} are more than ${MOST_CALLS_OF_USER} for each of ${users} users, and a User is promised to keep 200 properties: add users, or send fewer calls`;
  }
  if (users > accounts * MOST_USERS_OF_ACCOUNT) {
    return `--accounts ${accounts} have more than ${MOST_USERS_OF_ACCOUNT} of ${users} users each, which no response of the Records API can list: use ${Math.ceil(users / MOST_USERS_OF_ACCOUNT)} or more`;
  }
  if (Object.values(mix).every((share) => share === 0))
    return '--mix names no kind of call: give one a number above 0';
  const ends = readTime(endsAt);
  if (ends === undefined || Date.parse(ends) - calls < EARLIEST_MS) {
    const form =
      'a time with its zone, such as 2026-01-01T00:00:00.000Z, with a millisecond for each call since 1970 before it';
    return `--ends-at must be ${form}; it is ${JSON.stringify(endsAt)}`;
  }
  return undefined;
}

/** 1970: what is before it, libraries read in different ways. */
const EARLIEST_MS = 0;

/** As every machine writes it; undefined without a zone, which each machine would read as its own. */
function readTime(text: string): string | undefined {
  const ms = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

function callsWithin({ rate, duration, replay }: LoadOptions): number | undefined {
  const ms = duration === undefined ? undefined : parseDuration(duration);
  const perSecond = rate === undefined ? Number.NaN : Number(rate);
  if (ms === undefined || !(perSecond > 0)) return undefined;
  const requests = (perSecond * ms) / 1000;
  // In a replay each call is sent twice.
  return Math.max(1, Math.round(replay ? requests / 2 : requests));
}

/** Reads `identify=6,group=1,track=3`; a kind that is not named is not sent. */
function readMix(text: string): Result<LoadPlan['mix']> {
  const mix = { identify: 0, group: 0, track: 0, audience: 0 };
  for (const part of text.split(',')) {
    const [, name = '', share = ''] = /^\s*([a-z]+)\s*=\s*(\d{1,4})\s*$/.exec(part) ?? [];
    const kind = LOAD_KINDS.find((one) => one === name);
    if (kind === undefined || Number(share) > 1000) {
      const form = `${LOAD_KINDS.join(', ')} with a whole number up to 1000 each, such as identify=6,group=1,track=3`;
      return { problem: `--mix has ${form}; ${JSON.stringify(part.trim())} is none of them` };
    }
    mix[kind] = Number(share);
  }
  return { value: mix };
}
