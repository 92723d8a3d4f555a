/** Keeps two processes from writing the same file: a lock beside it names the one that does, and shows that it still runs. */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  linkSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  utimesSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { kill, pid } from 'node:process';
import { systemTiming } from '../harness/ambient.ts';
import type { RedactedText } from '../safe-text/index.ts';
import type { Result } from '../schemas/index.ts';
import { refuseLinks, writeNew } from './whole-file.ts';

/** By which a thread knows the lock of its process. */
export interface LockMark {
  readonly file: string;
  readonly text: string;
}

/** A lock that this process holds. */
export interface FileLock {
  readonly mark: LockMark;
  release(): void;
}

/** What locks are taken with. */
interface LockParts {
  readonly redact: (text: string) => RedactedText;
  readonly sleep?: (ms: number) => Promise<void>;
}

/** Who holds a lock. */
interface LockHolder {
  readonly id: string;
  readonly pid: number;
  readonly host: string;
  /** Within which no two processes have the same number at the same time. */
  readonly space: string;
  /** When the process began, in the units of the system; empty where that cannot be read. */
  readonly begun: string;
}

/** The content of a lock file, and when its holder last showed that it runs. */
interface LockSign {
  readonly text: string;
  readonly modifiedMs: number;
}

const BEAT_MS = 1000;
/** A holder that shows nothing for longer has ended. */
const QUIET_MS = 5000;
const BETWEEN_LOOKS_MS = 500;

/**
 * Takes a lock. One whose holder has ended is taken over: at once if that can be told from its process, which is so on the
 * same machine since its last start, and otherwise after five seconds in which it showed no sign of life.
 *
 * @returns a problem that names the holder, if it runs
 * @throws the error of the file system if the lock cannot be written, or an error with a sentence if it is a symbolic link
 */
export async function takeLock(
  file: string,
  { redact, sleep = systemTiming.sleep }: LockParts,
): Promise<Result<FileLock>> {
  const text = redact(`${JSON.stringify(thisHolder())}\n`);
  while (!writeNew(file, text)) {
    refuseLinks(file);
    const sign = signIn(file);
    if (sign === undefined) continue;
    const holder = holderIn(sign.text);
    if (isRunning(holder) ?? (await showsLife(file, sign, sleep))) {
      const who = holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host}`;
      return { problem: `${file} shows that ${who} is at work` };
    }
    takeAway(file, sign.text);
  }
  const mark = { file, text };
  const beating = setInterval(() => beat(mark), BEAT_MS);
  beating.unref();
  return {
    value: {
      mark,
      release() {
        clearInterval(beating);
        if (signIn(file)?.text === text) rmSync(file, { force: true });
      },
    },
  };
}

/** Whether another process took a lock over, because this one showed no life for a while: it was stopped, or its computer slept. */
export function isTakenOver({ file, text }: LockMark): boolean {
  const sign = signIn(file);
  return sign !== undefined && sign.text !== text;
}

function beat(mark: LockMark): void {
  const now = systemTiming.now() / 1000;
  try {
    if (!isTakenOver(mark)) utimesSync(mark.file, now, now);
  } catch {
    // Without a lock there is nothing to show; whoever writes the file itself sees what is wrong.
  }
}

function thisHolder(): LockHolder {
  const begun = processAt(pid)?.begun ?? '';
  return { id: randomUUID(), pid, host: hostname(), space: spaceOfNumbers(), begun };
}

/** On Linux a start of the machine and a container, of which several may have one host name. */
function spaceOfNumbers(): string {
  try {
    const start = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${start} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/** What Linux says about a process; undefined elsewhere, and where it may not be read. */
function processAt(number: number): { readonly begun: string; readonly hasEnded: boolean } | undefined {
  try {
    const line = readFileSync(`/proc/${number}/stat`, 'utf8');
    // The name of the program is in parentheses, and may have more of them. Fields 3 and 22 are behind it (proc_pid_stat(5)).
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    // Sandboxes that do not know it say 0.
    const begun = fields[19] === '0' ? '' : (fields[19] ?? '');
    return { begun, hasEnded: fields[0] === 'Z' || fields[0] === 'X' };
  } catch {
    return undefined;
  }
}

/** Undefined if the process of another machine or container holds it, or one whose number may have been given again. */
function isRunning(holder: LockHolder | undefined): boolean | undefined {
  if (holder === undefined || holder.space !== spaceOfNumbers()) return undefined;
  if (!hasProcess(holder.pid)) return false;
  const found = processAt(holder.pid);
  if (found === undefined || holder.begun === '') return undefined;
  return !found.hasEnded && found.begun === holder.begun;
}

function hasProcess(number: number): boolean {
  try {
    kill(number, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

async function showsLife(
  file: string,
  first: LockSign,
  sleep: (ms: number) => Promise<void>,
): Promise<boolean> {
  for (let waited = 0; waited < QUIET_MS; waited += BETWEEN_LOOKS_MS) {
    await sleep(BETWEEN_LOOKS_MS);
    const sign = signIn(file);
    if (sign === undefined) return false;
    if (sign.text !== first.text || sign.modifiedMs !== first.modifiedMs) return true;
  }
  return false;
}

/** Removes a lock, unless another process was faster and took it over: then it is put back. */
function takeAway(file: string, text: string): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
    if (signIn(aside)?.text !== text) linkSync(aside, file);
  } catch {
    // It is gone, or a third process has it: a look at the file tells.
  }
  rmSync(aside, { force: true });
}

/** Opens the file, because a network file system may show an old time until then; undefined if there is none. */
function signIn(file: string): LockSign | undefined {
  let open: number;
  try {
    open = openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return { text: readFileSync(open, 'utf8'), modifiedMs: fstatSync(open).mtimeMs };
  } finally {
    closeSync(open);
  }
}

function holderIn(text: string): LockHolder | undefined {
  try {
    const { id, pid: number, host, space, begun } = JSON.parse(text) as Partial<LockHolder>;
    const isWhole = [id, host, space, begun].every((one) => typeof one === 'string');
    return isWhole && Number.isInteger(number) && (number as number) > 0
      ? (JSON.parse(text) as LockHolder)
      : undefined;
  } catch {
    return undefined;
  }
}
