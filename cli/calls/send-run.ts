/** What `send` does, from options to a summary. */
import { resolve } from 'node:path';
import { systemTiming } from '../../harness/ambient.ts';
import { type Input, openInput, shareOf } from '../capture/open-input.ts';
import { readCalls } from '../capture/read-calls.ts';
import { createBar } from '../delivery/bar.ts';
import { type DeliveryEnd, deliver, type PlacedCall } from '../delivery/deliver.ts';
import { type DeliveryLog, openLog } from '../delivery/delivery-log.ts';
import {
  accepted,
  answered,
  count,
  firstRefusals,
  inShort,
  noOutcomes,
  type Outcomes,
  total,
} from '../delivery/outcomes.ts';
import { openRoute } from '../delivery/route.ts';
import type { Shell } from '../shell.ts';
import type { SendOptions } from './send.ts';

/** How often the state of the delivery is written to disk. */
const SAVE_EVERY_MS = 500;

/** What happened besides responses. */
interface SendProgress {
  /** Lines that held no call. */
  unread: number;
  stopped: boolean;
}

/** @returns the exit code: 0 all accepted, 1 some not, 3 interrupted or something unread, 4 unreachable */
export async function runSend(
  options: SendOptions,
  shell: Shell,
  [file = '']: readonly string[],
): Promise<number> {
  const route = await openRoute(options, shell);
  const input = await openInput(file, shell);
  const { baseUrl } = route.settings;
  const bar = createBar(shell, () => shareOf(input), systemTiming.now);
  const warn = (text: string) => {
    bar.clear();
    shell.err(`${text}\n`);
  };
  const about = { target: shell.redact(baseUrl), fingerprint: input.fingerprint };
  const log = openLog(stateFile(file, options, shell), about, { warn, redact: shell.redact });
  const outcomes = log.earlier ?? noOutcomes();
  if (total(outcomes) > 0) shell.err(`Resuming after ${total(outcomes)} calls of an earlier run.\n`);

  const progress: SendProgress = { unread: 0, stopped: false };
  const forget = shell.onStop(() => {
    progress.stopped = true;
  });
  let savedAt = systemTiming.now();
  try {
    const parts = { timing: systemTiming, stopped: () => progress.stopped };
    const end = await deliver(pending(input, log, progress, warn), route, parts, (placed, answer) => {
      count(outcomes, answer, `line ${placed.call.line}`);
      // A call without a response is left to the next run.
      if ('status' in answer) log.done(placed.place);
      bar.draw(outcomes);
      if (systemTiming.now() - savedAt < SAVE_EVERY_MS) return;
      savedAt = systemTiming.now();
      log.save(answered(outcomes));
    });
    bar.clear();
    const exitCode = exitCodeOf(outcomes, progress, end);
    if (progress.stopped || total(answered(outcomes)) < total(outcomes)) log.save(answered(outcomes));
    else log.remove();
    shell.out(options.json ? summaryAsJson(outcomes, progress, end) : summary(outcomes, progress, end));
    return exitCode;
  } finally {
    forget();
  }
}

async function* pending(
  input: Input,
  log: DeliveryLog,
  progress: SendProgress,
  warn: (text: string) => void,
): AsyncGenerator<PlacedCall> {
  let place = 0;
  for await (const captured of readCalls(input.bytes)) {
    if (progress.stopped) return;
    if ('problem' in captured) {
      progress.unread += 1;
      warn(`line ${captured.line}: ${captured.problem}; it was not sent`);
      continue;
    }
    if ('left' in captured) continue;
    if (!log.isDone(place)) yield { place, call: captured };
    place += 1;
  }
}

function exitCodeOf(
  outcomes: Outcomes,
  { stopped, unread }: SendProgress,
  { unreachable }: DeliveryEnd,
): number {
  if (unreachable !== undefined) return 4;
  if (stopped) return 3;
  if (accepted(outcomes) < total(outcomes)) return 1;
  return unread > 0 || total(outcomes) === 0 ? 3 : 0;
}

function summaryAsJson(outcomes: Outcomes, progress: SendProgress, end: DeliveryEnd): string {
  const summary = { calls: total(outcomes), accepted: accepted(outcomes), ...outcomes, ...progress, ...end };
  return `${JSON.stringify(summary, null, 2)}\n`;
}

function summary(outcomes: Outcomes, progress: SendProgress, end: DeliveryEnd): string {
  const calls =
    total(outcomes) === 0 ? 'No call was sent.\n' : `${total(outcomes)} calls: ${inShort(outcomes)}\n`;
  const unread = progress.unread > 0 ? `  ${progress.unread} lines held no call and were not sent\n` : '';
  return `${calls}${firstRefusals(outcomes)}${unread}${endInWords(progress, end)}`;
}

function endInWords({ stopped }: SendProgress, { unreachable }: DeliveryEnd): string {
  if (unreachable !== undefined) return `The target cannot be reached: ${unreachable}\n`;
  return stopped ? 'Interrupted. Run the same command again to resume.\n' : '';
}

function stateFile(file: string, { state }: SendOptions, { cwd }: Shell): string | undefined {
  if (state !== undefined) return resolve(cwd, state);
  return file === '-' ? undefined : `${resolve(cwd, file)}.sent.json`;
}
