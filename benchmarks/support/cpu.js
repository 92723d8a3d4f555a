/** How much CPU time processes have used. */
import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second, whatever the machine. */
export const TICKS = 100;

/** @returns seconds in user and in system mode; NaN if the system does not report them */
export function cpuSeconds(pid) {
  const fields = statOf(pid);
  return fields === undefined ? Number.NaN : (fields.user + fields.system) / TICKS;
}

/** @returns seconds of the main thread, counted in nanoseconds; NaN if the system does not report them */
export function threadSeconds(pid) {
  try {
    return nanosecondsIn(`/proc/${pid}/schedstat`) / 1e9;
  } catch {
    return Number.NaN;
  }
}

/** @returns seconds of all threads that have not ended, counted in nanoseconds; NaN if the system does not report them */
export function threadsSeconds(pid) {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    return tasks.reduce((sum, task) => sum + nanosecondsIn(`/proc/${pid}/task/${task}/schedstat`), 0) / 1e9;
  } catch {
    return Number.NaN;
  }
}

/** @returns seconds of this process and all that it started, whether they have ended or not; NaN likewise */
export function ownSeconds() {
  const own = statOf('self');
  if (own === undefined) return Number.NaN;
  const family = new Set([own.pid]);
  let ticks = ticksOf(own);
  const others = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(statOf);
  const rest = new Set(others.filter((one) => one !== undefined && one.pid !== own.pid));
  // Until a round finds no further child: a child may have a smaller number than its parent.
  for (let size = -1; size !== family.size; ) {
    size = family.size;
    for (const one of rest) {
      if (!family.has(one.parent)) continue;
      family.add(one.pid);
      ticks += ticksOf(one);
      rest.delete(one);
    }
  }
  return ticks / TICKS;
}

/** Those of ended children are in the counts of their parent. */
function ticksOf({ user, system, endedUser, endedSystem }) {
  return user + system + endedUser + endedSystem;
}

/** @returns undefined for a process that has just ended, and on systems without such a file */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in brackets, may contain spaces.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [, parent] = fields;
    const [user, system, endedUser, endedSystem] = fields.slice(11, 15);
    return { pid: Number.parseInt(text, 10), parent, user, system, endedUser, endedSystem };
  } catch {
    return undefined;
  }
}

function nanosecondsIn(file) {
  return Number(readFileSync(file, 'utf8').split(' ', 1)[0]);
}
