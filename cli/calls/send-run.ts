/** What `send` does, from options to a summary. */
import { resolve } from 'node:path';
import { systemTiming } from '../../harness/ambient.ts';
import { type Input, openInput } from '../capture/open-input.ts';
import { readCalls } from '../capture/read-calls.ts';
import { readLines } from '../capture/read-lines.ts';
import { createBar } from '../delivery/bar.ts';
import { deliver, type End, type Placed } from '../delivery/deliver.ts';
import {
  accepted,
  answered,
  count,
  inShort,
  noOutcomes,
  type Outcomes,
  total,
} from '../delivery/outcomes.ts';
import { openRoute } from '../delivery/route.ts';
import { type DeliveryState, openState } from '../delivery/state.ts';
import type { OptionReader } from '../options.ts';
import type { Shell } from '../shell.ts';

/** How often it is noted how far the delivery came. */
const SAVE_EVERY_MS = 500;

/** What went on beside the answers. */
interface Course {
  /** Lines that held no call. */
  unread: number;
  stopped: boolean;
}

/** @returns the exit code: 0 all accepted, 1 some not, 3 interrupted or something unread, 4 unreachable */
export async function runSend(file: string, options: OptionReader, shell: Shell): Promise<number> {
  const route = await openRoute(options, shell);
  const input = await openInput(file, shell);
  const { baseUrl } = route.settings;
  const state = openState(stateFile(file, options, shell), {
    target: baseUrl,
    fingerprint: input.fingerprint,
  });
  const outcomes = state.earlier ?? noOutcomes();
  if (total(outcomes) > 0) shell.err(`Going on after ${total(outcomes)} calls of an earlier run.\n`);

  const course: Course = { unread: 0, stopped: false };
  const bar = createBar(shell, () => share(input), systemTiming.now);
  const tell = (text: string) => {
    bar.clear();
    shell.err(`${text}\n`);
  };
  const forget = shell.onStop(() => {
    course.stopped = true;
  });
  let savedAt = systemTiming.now();
  try {
    const end = await deliver(pending(input, state, course, tell), route, systemTiming, (placed, answer) => {
      count(outcomes, answer, `line ${placed.call.line}`);
      // A call that nobody answered is left to the next run.
      if ('status' in answer) state.done(placed.place);
      bar.draw(outcomes);
      if (systemTiming.now() - savedAt < SAVE_EVERY_MS) return;
      savedAt = systemTiming.now();
      state.save(answered(outcomes));
    });
    bar.clear();
    const exitCode = exitCodeOf(outcomes, course, end);
    if (course.stopped || total(answered(outcomes)) < total(outcomes)) state.save(answered(outcomes));
    else state.remove();
    report(outcomes, course, end, options.flag('json'), shell);
    return exitCode;
  } finally {
    forget();
  }
}

async function* pending(
  input: Input,
  state: DeliveryState,
  course: Course,
  tell: (text: string) => void,
): AsyncGenerator<Placed> {
  let place = 0;
  for await (const captured of readCalls(readLines(input.bytes))) {
    if (course.stopped) return;
    if ('problem' in captured) {
      course.unread += 1;
      tell(`line ${captured.line}: ${captured.problem}; it was not sent`);
      continue;
    }
    if (!state.isDone(place)) yield { place, call: captured };
    place += 1;
  }
}

function exitCodeOf(outcomes: Outcomes, { stopped, unread }: Course, { unreachable }: End): number {
  if (unreachable !== undefined) return 4;
  if (stopped) return 3;
  if (accepted(outcomes) < total(outcomes)) return 1;
  return unread > 0 || total(outcomes) === 0 ? 3 : 0;
}

function report(outcomes: Outcomes, course: Course, end: End, json: boolean, shell: Shell): void {
  const summary = { calls: total(outcomes), accepted: accepted(outcomes), ...outcomes, ...course, ...end };
  if (json) {
    shell.out(`${JSON.stringify(summary, null, 2)}\n`);
    return;
  }
  shell.out(
    total(outcomes) === 0 ? 'No call was sent.\n' : `${total(outcomes)} calls: ${inShort(outcomes)}\n`,
  );
  for (const [status, first] of Object.entries(outcomes.firstRefusals))
    shell.out(`  first ${status}: ${first}\n`);
  if (course.unread > 0) shell.out(`  ${course.unread} lines held no call and were not sent\n`);
  if (end.unreachable !== undefined) shell.out(`The target cannot be reached: ${end.unreachable}\n`);
  else if (course.stopped) shell.out('Interrupted: the same command goes on from here.\n');
}

function stateFile(file: string, options: OptionReader, { cwd }: Shell): string | undefined {
  const given = options.text('state');
  if (given !== undefined) return resolve(cwd, given);
  return file === '-' ? undefined : `${resolve(cwd, file)}.sent.json`;
}

function share({ size, consumed }: Input): number | undefined {
  return size === undefined || size === 0 ? undefined : consumed() / size;
}
